package io.ticketblue.catalog;

import io.ticketblue.shared.NotFound;

/** There is no poster under this address any more. */
public final class PosterNotFound extends NotFound {

    /** Creates the problem. */
    public PosterNotFound() {
        super("catalog.poster-not-found");
    }

}
