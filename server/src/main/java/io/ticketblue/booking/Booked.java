package io.ticketblue.booking;

import io.ticketblue.catalog.RoundId;

/**
 * What a reservation was made for.
 *
 * @param round of which round
 * @param seats how many seats it was made for, also if some were given back since
 */
public record Booked(RoundId round, int seats) {
}
