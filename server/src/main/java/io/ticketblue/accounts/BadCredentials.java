package io.ticketblue.accounts;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** No open account has this address and this password. */
public final class BadCredentials extends Problem {

    /** Creates the problem. */
    public BadCredentials() {
        super(HttpStatus.UNAUTHORIZED, "accounts.bad-credentials");
    }

}
