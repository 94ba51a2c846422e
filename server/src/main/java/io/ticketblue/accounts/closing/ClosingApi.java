package io.ticketblue.accounts.closing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Withdrawal, and closing of accounts by the house. */
@RestController
class ClosingApi {

    private final AccountClosings closings;

    ClosingApi(AccountClosings closings) {
        this.closings = closings;
    }

    @DeleteMapping("/api/me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Tag(name = "Accounts")
    @Operation(summary = "Withdraw",
            description = "Erases what is personal. Reservations stay, without a name. 409 accounts.has-live-bookings "
                    + "names in reservations what is held, being paid or to come, and what money is still owed for.")
    void close(@SignedIn AccountId me, @RequestBody @Valid CloseBody body) {
        this.closings.close(me, body.password());
    }

    @PostMapping("/api/admin/accounts/{id}/closure")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RolesAllowed("ADMIN")
    @Tag(name = "Administration: accounts", description = "Closing of accounts for the house")
    @Operation(summary = "Close an account",
            description = "As if its owner withdrew, and refused for the same bookings with 409 "
                    + "accounts.has-live-bookings. All its sessions and tokens end at once. The reason is kept in the "
                    + "audit trail.")
    void closeByHouse(@PathVariable AccountId id, @RequestBody @Valid ClosureBody body) {
        this.closings.closeByHouse(id, body.reason());
    }

    record ClosureBody(@Schema(description = "1 to 200 characters, without personal data",
            example = "약관을 거듭 어김") @NotNull String reason) {
    }

    record CloseBody(@Schema(example = "blue-seat-7") @NotEmpty String password) {

        @Override
        public String toString() {
            return "CloseBody";
        }

    }

}
