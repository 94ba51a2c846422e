package io.ticketblue.accounts;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Without this account nobody could decide who belongs to the staff any more. */
public final class LastAdmin extends Problem {

    /** Creates the problem. */
    public LastAdmin() {
        super(HttpStatus.CONFLICT, "accounts.last-admin");
    }

}
