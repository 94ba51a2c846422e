package io.ticketblue.catalog;

import java.time.Instant;

/**
 * The new times of a round.
 *
 * @param startsAt when the curtain rises; cannot change once there are reservations
 * @param bookingOpensAt from when seats can be booked
 * @param bookingClosesAt until when seats can be booked, not after the start
 */
public record ChangeRound(Instant startsAt, Instant bookingOpensAt, Instant bookingClosesAt) {
}
