package io.ticketblue.catalog;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The organiser has cancelled the round, which cannot be taken back. */
public final class RoundCancelled extends Problem {

    /** Creates the problem. */
    public RoundCancelled() {
        super(HttpStatus.CONFLICT, "catalog.round-cancelled");
    }

}
