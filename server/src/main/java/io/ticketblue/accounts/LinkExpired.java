package io.ticketblue.accounts;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * A link that was mailed is no longer good: it was used, a newer one was sent, or its
 * time is over.
 */
public final class LinkExpired extends Problem {

    /** Creates the problem. */
    public LinkExpired() {
        super(HttpStatus.GONE, "accounts.link-expired");
    }

}
