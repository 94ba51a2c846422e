package io.ticketblue.booking;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The reservation cannot be cancelled, or not any more. */
public final class NotCancellable extends Problem {

    /** Creates the problem. */
    public NotCancellable() {
        super(HttpStatus.CONFLICT, "booking.not-cancellable");
    }

}
