package io.ticketblue.shared;

import java.time.Duration;
import java.util.Map;

import org.springframework.http.HttpStatus;

/** Too many wrong guesses in a row. */
public final class TooManyFailures extends Problem {

    private final Duration wait;

    /**
     * Creates the problem.
     * @param wait how long no further guess is taken
     */
    public TooManyFailures(Duration wait) {
        super(HttpStatus.TOO_MANY_REQUESTS, "request.too-many-failures", Map.of());
        this.wait = wait;
    }

    @Override
    public Duration retryAfter() {
        return this.wait;
    }

}
