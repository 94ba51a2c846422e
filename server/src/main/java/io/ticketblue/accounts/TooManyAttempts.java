package io.ticketblue.accounts;

import java.time.Duration;
import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Signing in failed too often in a row, for one account or from one network address. */
public final class TooManyAttempts extends Problem {

    private final Duration wait;

    /**
     * Creates the problem.
     * @param wait how long signing in stays closed
     */
    public TooManyAttempts(Duration wait) {
        super(HttpStatus.TOO_MANY_REQUESTS, "accounts.too-many-attempts", Map.of());
        this.wait = wait;
    }

    @Override
    public Duration retryAfter() {
        return this.wait;
    }

}
