package io.ticketblue.catalog;

import io.ticketblue.shared.NotFound;

/** There is no round with this id. */
public final class RoundNotFound extends NotFound {

    /** Creates the problem. */
    public RoundNotFound() {
        super("catalog.round-not-found");
    }

}
