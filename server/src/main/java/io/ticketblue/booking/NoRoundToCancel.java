package io.ticketblue.booking;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** A performance has no coming round that the organiser could cancel. */
public final class NoRoundToCancel extends Problem {

    /** Creates the problem. */
    public NoRoundToCancel() {
        super(HttpStatus.CONFLICT, "booking.no-round-to-cancel");
    }

}
