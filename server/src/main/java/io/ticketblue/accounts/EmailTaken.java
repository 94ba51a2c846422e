package io.ticketblue.accounts;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Another account already has the address. */
public final class EmailTaken extends Problem {

    /** Creates the problem. */
    public EmailTaken() {
        super(HttpStatus.CONFLICT, "accounts.email-taken");
    }

}
