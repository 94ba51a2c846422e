package io.ticketblue.booking;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * The buyer let holds of the round go unpaid too often; others come first for a while.
 */
public final class TooManyUnpaidHolds extends Problem {

    private final transient Duration wait;

    /**
     * Creates the problem.
     * @param until from when on the buyer may hold seats of the round again
     * @param now the present
     */
    public TooManyUnpaidHolds(Instant until, Instant now) {
        super(HttpStatus.TOO_MANY_REQUESTS, "booking.too-many-unpaid-holds", Map.of("until", until),
                Math.max(1, Duration.between(now, until).plusSeconds(59).toMinutes()));
        this.wait = Duration.between(now, until);
    }

    @Override
    public Duration retryAfter() {
        return this.wait;
    }

}
