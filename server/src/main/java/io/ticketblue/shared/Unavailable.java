package io.ticketblue.shared;

import java.time.Duration;
import java.util.Map;

import org.springframework.http.HttpStatus;

/** The server cannot do this at the moment; the same request may succeed soon. */
public final class Unavailable extends Problem {

    private static final Duration SOON = Duration.ofSeconds(5);

    /** Creates the problem. */
    public Unavailable() {
        super(HttpStatus.SERVICE_UNAVAILABLE, "request.unavailable", Map.of());
    }

    @Override
    public Duration retryAfter() {
        return SOON;
    }

}
