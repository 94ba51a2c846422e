package io.ticketblue.catalog;

import java.time.Instant;

/**
 * A round: one date and time of a performance.
 *
 * @param id identifies it
 * @param performanceId of what
 * @param startsAt when the curtain rises
 * @param bookingOpensAt from when seats can be booked
 * @param bookingClosesAt until when seats can be booked
 */
public record RoundView(RoundId id, PerformanceId performanceId, Instant startsAt, Instant bookingOpensAt,
        Instant bookingClosesAt) {
}
