package io.ticketblue.catalog;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * New rounds of a performance.
 *
 * @param startsAt 1 to 200 times in the future, an hour or more apart
 * @param bookingOpensAt from when seats can be booked, absent for at once
 * @param bookingClosesAt until when seats can be booked, absent for one hour before each
 * start
 */
public record OpenRounds(List<Instant> startsAt, @Nullable Instant bookingOpensAt, @Nullable Instant bookingClosesAt) {
}
