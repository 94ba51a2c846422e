package io.ticketblue.booking.internal;

import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;

/**
 * What was paid for a seat.
 *
 * @param seat which seat
 * @param ticket its price, its share of the discount taken off
 * @param bookingFee the booking fee that was paid for it
 */
record SeatPaid(SeatId seat, Money ticket, Money bookingFee) {

    Money whole() {
        return this.ticket.plus(this.bookingFee);
    }

}
