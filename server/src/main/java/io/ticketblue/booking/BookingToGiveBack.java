package io.ticketblue.booking;

import org.jspecify.annotations.Nullable;

/**
 * A booking of a cancelled round.
 *
 * @param standing where its money stands
 * @param givenBack what was given back, null while it waits
 * @param compensationPaid whether staff have paid what it gets on top
 */
public record BookingToGiveBack(ReservationId reservationId, RefundStanding standing,
        @Nullable CancelledBooking givenBack, boolean compensationPaid) {
}
