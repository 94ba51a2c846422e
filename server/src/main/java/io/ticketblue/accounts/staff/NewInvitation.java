package io.ticketblue.accounts.staff;

import java.net.URI;

/**
 * An invitation with its code, which is told once and stored only as a hash.
 *
 * @param invitation the invitation
 * @param code what accepts it
 * @param url the page that accepts it
 */
public record NewInvitation(Invitation invitation, String code, URI url) {

    @Override
    public String toString() {
        return "NewInvitation[" + this.invitation.id() + "]";
    }

}
