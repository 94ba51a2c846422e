package io.ticketblue.booking;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * The price or the way to pay was changed after this order was made, and the hold goes
 * on: another order is to be paid. Nothing was taken.
 */
public final class OrderReplaced extends Problem {

    /** Creates the problem. */
    public OrderReplaced() {
        super(HttpStatus.CONFLICT, "booking.order-replaced");
    }

}
