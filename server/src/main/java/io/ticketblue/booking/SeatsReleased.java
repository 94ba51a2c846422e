package io.ticketblue.booking;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;

/**
 * Seats of a round are free again that somebody held or had bought. Seats of a hold whose
 * time is over are free at once, and this event follows when the hold is tidied up; seats
 * that somebody else has taken until then are not named.
 *
 * @param eventId the same however often the event is delivered
 * @param seats the seats, at least one
 */
public record SeatsReleased(UUID eventId, RoundId round, List<SeatId> seats, Instant at) {
}
