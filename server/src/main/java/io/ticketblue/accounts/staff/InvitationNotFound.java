package io.ticketblue.accounts.staff;

import io.ticketblue.shared.NotFound;

/** No invitation that is still open has this id. */
public final class InvitationNotFound extends NotFound {

    /** Creates the problem. */
    public InvitationNotFound() {
        super("accounts.invitation-not-found");
    }

}
