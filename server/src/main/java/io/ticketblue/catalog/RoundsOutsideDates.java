package io.ticketblue.catalog;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Rounds of the performance lie outside its new dates. */
public final class RoundsOutsideDates extends Problem {

    /** Creates the problem. */
    public RoundsOutsideDates() {
        super(HttpStatus.CONFLICT, "catalog.rounds-outside-dates");
    }

}
