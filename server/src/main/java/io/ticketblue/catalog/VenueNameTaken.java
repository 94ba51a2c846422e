package io.ticketblue.catalog;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Another venue has this name. */
public final class VenueNameTaken extends Problem {

    /** Creates the problem. */
    public VenueNameTaken() {
        super(HttpStatus.CONFLICT, "catalog.venue-name-taken");
    }

}
