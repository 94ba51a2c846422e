package io.ticketblue.catalog;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The performer is in the cast already. */
public final class AlreadyInCast extends Problem {

    /** Creates the problem. */
    public AlreadyInCast() {
        super(HttpStatus.CONFLICT, "catalog.already-in-cast");
    }

}
