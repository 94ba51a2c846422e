package io.ticketblue.accounts.staff;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who belongs to the staff. */
@RestController
@Tag(name = "Administration: staff", description = "Invitations, roles and their end")
@RolesAllowed("ADMIN")
class StaffApi {

    private final Invitations invitations;

    private final StaffSignUps signUps;

    private final Staff staff;

    StaffApi(Invitations invitations, StaffSignUps signUps, Staff staff) {
        this.invitations = invitations;
        this.signUps = signUps;
        this.staff = staff;
    }

    @PostMapping("/api/admin/invitations")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Invite to the staff",
            description = "The link and its code are told once. An earlier invitation of the same address is void.")
    ResponseEntity<Invited> invite(@RequestBody @Valid InviteBody body) {
        NewInvitation made = this.invitations.invite(Objects.requireNonNullElse(body.email(), ""), body.role());
        Invitation invitation = made.invitation();
        return ResponseEntity.created(URI.create("/api/admin/invitations/" + invitation.id()))
            .body(new Invited(invitation.id(), invitation.email(), invitation.role(), invitation.expiresAt(),
                    made.url(), made.code()));
    }

    @GetMapping("/api/admin/invitations")
    @Operation(summary = "Invitations that can still be accepted")
    List<Invitation> open() {
        return this.invitations.open();
    }

    @GetMapping("/api/admin/invitations/{id}")
    @Operation(summary = "An invitation that can still be accepted")
    Invitation invitation(@PathVariable InvitationId id) {
        return this.invitations.invitation(id);
    }

    @DeleteMapping("/api/admin/invitations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Withdraw an invitation")
    void withdraw(@PathVariable InvitationId id) {
        this.invitations.withdraw(id);
    }

    @PostMapping("/api/admin/accounts")
    @PermitAll
    @SecurityRequirements
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Sign up as staff",
            description = "Takes the code of an invitation, which is good once and for its own address only. Who has an "
                    + "account already accepts on the invitation's page. Too many wrong codes answer 429 with "
                    + "Retry-After.")
    ResponseEntity<NewStaff> signUp(@RequestBody StaffSignUpBody body, HttpServletRequest request) {
        AccountView account = this.signUps.join(body.signUp(), Objects.requireNonNullElse(body.inviteCode(), ""),
                request.getRemoteAddr());
        return ResponseEntity.created(URI.create("/api/me"))
            .body(new NewStaff(account.id(), account.email(), account.name(), account.role()));
    }

    @GetMapping("/api/admin/staff")
    @Operation(summary = "The staff")
    Page<StaffMember> members(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
        return this.staff.members(new Paging(page, size));
    }

    @PutMapping("/api/admin/staff/{id}")
    @Operation(summary = "Change a role", description = "Ends all sessions and tokens of the account at once.")
    StaffMember change(@PathVariable AccountId id, @RequestBody @Valid RoleBody body) {
        return this.staff.changeRole(id, body.role());
    }

    @DeleteMapping("/api/admin/staff/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take somebody from the staff",
            description = "The account goes on as a buyer's. All its sessions and tokens end at once.")
    void revoke(@PathVariable AccountId id) {
        this.staff.revoke(id);
    }

    record InviteBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "staff@ticketblue.example") @Nullable String email,
            @Schema(example = "BOX_OFFICE", allowableValues = {
                    "BOX_OFFICE", "FINANCE", "ADMIN" }) @NotNull Role role){
    }

    record RoleBody(@Schema(example = "FINANCE", allowableValues = {
            "BOX_OFFICE", "FINANCE", "ADMIN" }) @NotNull Role role){
    }

    record Invited(@Schema(example = "3") InvitationId id, @Schema(example = "staff@ticketblue.example") String email,
            @Schema(example = "BOX_OFFICE") Role role, @Schema(example = "2026-12-01T10:00:00+09:00") Instant expiresAt,
            @Schema(description = "The page that accepts it",
                    example = "https://tickets.example/invitations/3vK0n0oXKq0pE3t5cM2c1v8m0s9c6c7Q7Zr2b8n1x5k") URI url,
            @Schema(example = "3vK0n0oXKq0pE3t5cM2c1v8m0s9c6c7Q7Zr2b8n1x5k") String inviteCode) {

        @Override
        public String toString() {
            return "Invited";
        }

    }

    record StaffSignUpBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "staff@ticketblue.example") @Nullable String email,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "blue-stage-7") @Nullable String password,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "박무대") @Nullable String name,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "The code of an invitation",
                    example = "3vK0n0oXKq0pE3t5cM2c1v8m0s9c6c7Q7Zr2b8n1x5k") @Nullable String inviteCode) {

        private SignUp signUp() {
            return new SignUp(Objects.requireNonNullElse(this.email, ""), Objects.requireNonNullElse(this.password, ""),
                    Objects.requireNonNullElse(this.name, ""));
        }

        @Override
        public String toString() {
            return "StaffSignUpBody";
        }

    }

    record NewStaff(@Schema(example = "7") AccountId id, @Schema(example = "staff@ticketblue.example") String email,
            @Schema(example = "박무대") String name, @Schema(example = "BOX_OFFICE") Role role) {
    }

}
