package io.ticketblue.booking;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Every seat of the round is paid for. */
public final class SoldOut extends Problem {

    /** Creates the problem. */
    public SoldOut() {
        super(HttpStatus.CONFLICT, "booking.sold-out");
    }

}
