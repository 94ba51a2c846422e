package io.ticketblue.booking;

import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The buyer would have more seats of the round than one person may. */
public final class LimitExceeded extends Problem {

    /**
     * Creates the problem.
     * @param limit how many seats one person may have
     * @param present how many the buyer has already
     */
    public LimitExceeded(int limit, int present) {
        super(HttpStatus.CONFLICT, "booking.limit-exceeded", Map.of("limit", limit, "present", present), limit,
                present);
    }

}
