package io.ticketblue.booking;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * The organiser has cancelled the round, and the booking is given back for that with the
 * compensation that was promised; staff would take the compensation from the buyer.
 */
public final class RefundedByOrganiser extends Problem {

    /** Creates the problem. */
    public RefundedByOrganiser() {
        super(HttpStatus.CONFLICT, "booking.refunded-by-organiser");
    }

}
