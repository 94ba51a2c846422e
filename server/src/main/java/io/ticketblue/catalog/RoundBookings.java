package io.ticketblue.catalog;

import java.util.List;

/**
 * The bookings that stand in the way of changing a round.
 *
 * @param round which round
 * @param count how many people hold, pay for or own seats of it
 * @param codes the codes of the first ones, oldest first
 */
public record RoundBookings(RoundId round, int count, List<String> codes) {

    /** How many codes are told at most. */
    public static final int MOST_CODES = 5;

}
