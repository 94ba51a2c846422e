package io.ticketblue.accounts.internal;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.ProfileChange;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.shared.InvalidRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sign-up, profile and withdrawal. */
@RestController
@Tag(name = "Accounts", description = "Sign-up, profile and withdrawal")
class AccountsApi {

    private static final URI ME = URI.create("/api/me");

    private final Accounts accounts;

    private final AccountRows rows;

    AccountsApi(Accounts accounts, AccountRows rows) {
        this.accounts = accounts;
        this.rows = rows;
    }

    @PostMapping("/api/accounts")
    @ResponseStatus(HttpStatus.CREATED)
    @SecurityRequirements
    @Operation(summary = "Sign up as a buyer",
            description = "A mail with a link that verifies the address follows. The account's language is that of "
                    + "Accept-Language.")
    ResponseEntity<NewAccount> signUp(@RequestBody SignUpBody body, Locale locale, HttpServletRequest request) {
        return created(this.accounts.register(body.signUp(locale), request.getRemoteAddr()));
    }

    @GetMapping("/api/me")
    @Operation(summary = "My profile")
    Profile profile(@SignedIn AccountId me) {
        return this.rows.findOpen(me)
            .map(Profile::of)
            .orElseThrow(() -> new AuthenticationCredentialsNotFoundException("The account is closed"));
    }

    @PatchMapping("/api/me")
    @Operation(summary = "Change my profile",
            description = "What is absent stays. A new password needs the present one and ends every session and "
                    + "token, this one too.")
    Profile change(@SignedIn AccountId me, @RequestBody ChangeBody body) {
        ProfileChange profile = body.profile();
        String password = body.password();
        if (password == null && body.currentPassword() != null) {
            throw new InvalidRequest("password", "request.required");
        }
        if (password != null) {
            if (body.currentPassword() == null) {
                throw new InvalidRequest("currentPassword", "request.required");
            }
            if (body.name() != null) {
                AccountRules.checkName(body.name());
            }
            this.accounts.changePassword(me, body.currentPassword(), password);
        }
        return Profile.of(this.accounts.changeProfile(me, profile));
    }

    private static ResponseEntity<NewAccount> created(AccountView account) {
        return ResponseEntity.created(ME).body(NewAccount.of(account));
    }

    record SignUpBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "haneul@ticketblue.example") @Nullable String email,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "8 to 72 characters with a letter, a digit and a special character",
                    example = "blue-seat-7") @Nullable String password,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "1 to 50 characters",
                    example = "김하늘") @Nullable String name) {

        SignUp signUp(Locale language) {
            return new SignUp(Objects.requireNonNullElse(this.email, ""), Objects.requireNonNullElse(this.password, ""),
                    Objects.requireNonNullElse(this.name, ""), language);
        }

        @Override
        public String toString() {
            return "SignUpBody";
        }

    }

    record ChangeBody(@Schema(description = "1 to 50 characters", example = "김하늘") @Nullable String name,
            @Schema(description = "The present password, with a new one only",
                    example = "blue-seat-7") @Nullable String currentPassword,
            @Schema(description = "The new password", example = "blue-seat-8") @Nullable String password,
            @Schema(example = "true") @Nullable Boolean marketingConsent,
            @Schema(description = "In which language the person is written to", allowableValues = {
                    "ko", "en" }, example = "ko") @Nullable String language){

        ProfileChange profile() {
            return new ProfileChange(this.name, this.marketingConsent,
                    (this.language != null) ? AccountRules.language(this.language) : null);
        }

        @Override
        public String toString() {
            return "ChangeBody";
        }

    }

    record NewAccount(@Schema(example = "7") AccountId id, @Schema(example = "haneul@ticketblue.example") String email,
            @Schema(example = "김하늘") String name, @Schema(example = "USER") Role role) {

        private static NewAccount of(AccountView account) {
            return new NewAccount(account.id(), account.email(), account.name(), account.role());
        }

    }

    record Profile(@Schema(example = "7") AccountId id, @Schema(example = "haneul@ticketblue.example") String email,
            @Schema(example = "김하늘") String name, @Schema(example = "USER") Role role,
            @Schema(example = "true") boolean marketingConsent,
            @Schema(description = "In which language the person is written to", allowableValues = {
                    "ko", "en" }, example = "ko") String language,
            @Schema(description = "When the address was verified; null if it was not",
                    example = "2026-11-22T10:02:00+09:00") @Nullable Instant emailVerifiedAt,
            @Schema(example = "2026-11-22T10:00:00+09:00") Instant createdAt){

        private static Profile of(AccountView account) {
            return new Profile(account.id(), account.email(), account.name(), account.role(),
                    account.marketingConsent(), account.language().getLanguage(), account.emailVerifiedAt(),
                    account.createdAt());
        }

    }

}
