package io.ticketblue.catalog;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Performances name the performer, who therefore cannot be deleted. */
public final class PerformerInUse extends Problem {

    /** Creates the problem. */
    public PerformerInUse() {
        super(HttpStatus.CONFLICT, "catalog.performer-in-use");
    }

}
