package io.ticketblue.booking;

import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** As many reservations of the buyer wait for a deposit as one person may have. */
public final class TooManyOpenDeposits extends Problem {

    /**
     * Creates the problem.
     * @param limit how many there may be
     */
    public TooManyOpenDeposits(int limit) {
        super(HttpStatus.CONFLICT, "booking.too-many-open-deposits", Map.of("limit", limit), limit);
    }

}
