package io.ticketblue.accounts;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The present password, which a change asks for, is wrong. */
public final class PasswordWrong extends Problem {

    /** Creates the problem. */
    public PasswordWrong() {
        super(HttpStatus.FORBIDDEN, "accounts.password-wrong");
    }

}
