package io.ticketblue.catalog;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The performance has rounds at its venue, so it cannot move to another one. */
public final class HasRounds extends Problem {

    /** Creates the problem. */
    public HasRounds() {
        super(HttpStatus.CONFLICT, "catalog.has-rounds");
    }

}
