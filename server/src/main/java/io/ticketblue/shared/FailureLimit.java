package io.ticketblue.shared;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Limits wrong guesses, such as codes, by whoever guesses: so many within 15 minutes, on
 * this node. An attempt counts from its beginning and is taken back when it succeeds, so
 * that many at once get no more guesses than one after the other. The 10,000 who guessed
 * last are known.
 */
public final class FailureLimit {

    private static final Duration WINDOW = Duration.ofMinutes(15);

    private static final int MOST_SUBJECTS = 10_000;

    private final Cache<String, Count> counts = Caffeine.newBuilder()
        .maximumSize(MOST_SUBJECTS)
        .expireAfterWrite(WINDOW)
        .build();

    private final int most;

    private final Clock clock;

    /**
     * Sets the limit.
     * @param most how many wrong guesses are allowed in 15 minutes
     * @param clock tells when they are over
     */
    public FailureLimit(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /**
     * Counts an attempt.
     * @param subject who makes it
     * @throws TooManyFailures if too many failed
     */
    public void enter(String subject) {
        Instant now = this.clock.instant();
        Count counted = this.counts.asMap().compute(subject, (key, before) -> {
            boolean fresh = before == null || !now.isBefore(before.until());
            return fresh ? new Count(1, now.plus(WINDOW))
                    : new Count(Math.min(before.failures(), this.most) + 1, before.until());
        });
        if (counted.failures() > this.most) {
            throw new TooManyFailures(Duration.between(now, counted.until()));
        }
    }

    /**
     * Takes a counted attempt back.
     * @param subject who made it
     */
    public void succeeded(String subject) {
        this.counts.asMap()
            .computeIfPresent(subject, (key, count) -> new Count(Math.max(0, count.failures() - 1), count.until()));
    }

    private record Count(int failures, Instant until) {
    }

}
