package io.ticketblue.accounts;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The refresh token is unknown, expired or already used. */
public final class RefreshTokenInvalid extends Problem {

    /** Creates the problem. */
    public RefreshTokenInvalid() {
        super(HttpStatus.UNAUTHORIZED, "accounts.refresh-token-invalid");
    }

}
