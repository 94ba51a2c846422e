package io.ticketblue.shared.stream;

import java.time.Duration;
import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The client has as many streams open as one may have. */
public final class TooManyStreams extends Problem {

    private static final Duration LATER = Duration.ofSeconds(30);

    TooManyStreams() {
        super(HttpStatus.TOO_MANY_REQUESTS, "request.too-many-streams", Map.of());
    }

    @Override
    public Duration retryAfter() {
        return LATER;
    }

}
