package io.ticketblue.catalog;

import io.ticketblue.shared.NotFound;

/** There is no venue with this id. */
public final class VenueNotFound extends NotFound {

    /** Creates the problem. */
    public VenueNotFound() {
        super("catalog.venue-not-found");
    }

}
