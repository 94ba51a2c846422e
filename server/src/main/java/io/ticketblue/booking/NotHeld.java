package io.ticketblue.booking;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * The reservation is no longer a hold: its time has passed, it was given back, or it is
 * paid.
 */
public final class NotHeld extends Problem {

    /** Creates the problem. */
    public NotHeld() {
        super(HttpStatus.CONFLICT, "booking.not-held");
    }

}
