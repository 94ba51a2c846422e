package io.ticketblue.accounts.closing;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Who closes their own account does so on the profile page, with the password. */
public final class OwnAccount extends Problem {

    OwnAccount() {
        super(HttpStatus.CONFLICT, "accounts.own-account");
    }

}
