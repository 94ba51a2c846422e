package io.ticketblue.search;

import java.time.Duration;
import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The search index cannot be asked at the moment; everything else works. */
public final class SearchUnavailable extends Problem {

    private static final Duration SOON = Duration.ofSeconds(5);

    /** Creates the problem. */
    public SearchUnavailable() {
        super(HttpStatus.SERVICE_UNAVAILABLE, "search.unavailable", Map.of());
    }

    @Override
    public Duration retryAfter() {
        return SOON;
    }

}
