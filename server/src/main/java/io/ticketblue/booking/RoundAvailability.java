package io.ticketblue.booking;

import java.util.Map;

import io.ticketblue.catalog.RoundId;

/**
 * How much of a round can still be had.
 *
 * @param roundId which round
 * @param status whether seats can be booked now
 * @param remaining free seats by grade, dearest grade first; grades that are gone say 0
 * @param capacity all seats of the round
 */
public record RoundAvailability(RoundId roundId, RoundStatus status, Map<String, Integer> remaining, int capacity) {

    /**
     * All free seats.
     * @return 0 or more
     */
    public int free() {
        return this.remaining.values().stream().mapToInt(Integer::intValue).sum();
    }

}
