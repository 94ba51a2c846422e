package io.ticketblue.accounts;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The invite code is wrong, or staff cannot sign up on this server. */
public final class InviteCodeInvalid extends Problem {

    /** Creates the problem. */
    public InviteCodeInvalid() {
        super(HttpStatus.FORBIDDEN, "accounts.invite-code-invalid");
    }

}
