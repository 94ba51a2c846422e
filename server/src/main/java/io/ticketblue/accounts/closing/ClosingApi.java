package io.ticketblue.accounts.closing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Withdrawal. */
@RestController
@Tag(name = "Accounts")
class ClosingApi {

    private final AccountClosings closings;

    ClosingApi(AccountClosings closings) {
        this.closings = closings;
    }

    @DeleteMapping("/api/me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Withdraw", description = "Erases what is personal. Reservations stay, without a name.")
    void close(@SignedIn AccountId me, @RequestBody @Valid CloseBody body) {
        this.closings.close(me, body.password());
    }

    record CloseBody(@Schema(example = "blue-seat-7") @NotEmpty String password) {

        @Override
        public String toString() {
            return "CloseBody";
        }

    }

}
