package io.ticketblue.booking;

import java.time.Instant;

import io.ticketblue.shared.Money;

/**
 * A booking that was given back because the organiser cancelled its round.
 *
 * @param reservationId which booking
 * @param refund what goes back of what was paid
 * @param compensation what the buyer gets on top, zero if nothing
 * @param cancelledAt when it was given back
 */
public record CancelledBooking(ReservationId reservationId, Money refund, Money compensation, Instant cancelledAt) {
}
