package io.ticketblue.accounts.verification;

import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Verification of addresses. */
@RestController
@RequestMapping("/api/email-verifications")
@Tag(name = "Accounts")
@SecurityRequirements
class EmailVerificationApi {

    private final EmailVerifications verifications;

    EmailVerificationApi(EmailVerifications verifications) {
        this.verifications = verifications;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Ask for another mail that verifies an address",
            description = "The answer is the same whether the address has an account or not. The mail's link makes "
                    + "earlier ones void. Too many requests answer 429 with Retry-After.")
    void request(@RequestBody MailBody body, HttpServletRequest request) {
        this.verifications.request(Objects.requireNonNullElse(body.email(), ""), request.getRemoteAddr());
    }

    @PutMapping("/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Verify an address",
            description = "The token is what the mailed link ends with. It is good once; 410 if it was used or "
                    + "replaced, or its time is over.")
    void verify(@Schema(example = "4vK0n0oXKq0pE3t5cM2c1v8m0s9c6c7Q7Zr2b8n1x5k") @PathVariable String token) {
        this.verifications.verify(token);
    }

    record MailBody(@Schema(requiredMode = Schema.RequiredMode.REQUIRED,
            example = "haneul@ticketblue.example") @Nullable String email) {

        @Override
        public String toString() {
            return "MailBody";
        }

    }

}
