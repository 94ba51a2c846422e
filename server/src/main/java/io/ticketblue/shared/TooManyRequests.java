package io.ticketblue.shared;

import java.time.Duration;

import org.springframework.http.HttpStatus;

/** One person asks for more at a time than one person needs; nothing was done. */
public final class TooManyRequests extends Problem {

    private final transient Duration wait;

    /**
     * Creates the problem.
     * @param wait how long to wait before asking again
     */
    public TooManyRequests(Duration wait) {
        super(HttpStatus.TOO_MANY_REQUESTS, "request.too-many");
        this.wait = wait;
    }

    @Override
    public Duration retryAfter() {
        return this.wait;
    }

}
