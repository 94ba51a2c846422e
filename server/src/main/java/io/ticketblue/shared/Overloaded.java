package io.ticketblue.shared;

import java.time.Duration;
import java.util.Map;

import org.springframework.http.HttpStatus;

/** More is asked for than can be done in good time; nothing was done, try again soon. */
public final class Overloaded extends Problem {

    private static final Duration SOON = Duration.ofSeconds(2);

    /** Creates the problem. */
    public Overloaded() {
        super(HttpStatus.SERVICE_UNAVAILABLE, "request.overloaded", Map.of());
    }

    @Override
    public Duration retryAfter() {
        return SOON;
    }

}
