package io.ticketblue.accounts;

import java.time.Duration;
import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Too many accounts were asked for from one network address. */
public final class TooManySignUps extends Problem {

    private final Duration wait;

    /**
     * Creates the problem.
     * @param wait how long until signing up from there is possible again
     */
    public TooManySignUps(Duration wait) {
        super(HttpStatus.TOO_MANY_REQUESTS, "accounts.too-many-sign-ups", Map.of());
        this.wait = wait;
    }

    @Override
    public Duration retryAfter() {
        return this.wait;
    }

}
