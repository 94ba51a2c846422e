package io.ticketblue.catalog;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Performances use the venue or its seat map, so it cannot be deleted or replaced. */
public final class VenueInUse extends Problem {

    /** Creates the problem. */
    public VenueInUse() {
        super(HttpStatus.CONFLICT, "catalog.venue-in-use");
    }

}
