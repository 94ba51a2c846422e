package io.ticketblue.shared.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Counts how often something happens for one subject in an hour, on this node. The
 * 100,000 latest subjects are known.
 */
public final class HourlyLimit {

    private static final Duration WINDOW = Duration.ofHours(1);

    private static final long MOST_SUBJECTS = 100_000;

    private final int most;

    private final Clock clock;

    private final Cache<String, Count> subjects = Caffeine.newBuilder()
        .maximumSize(MOST_SUBJECTS)
        .expireAfterWrite(WINDOW)
        .build();

    /**
     * Creates a limit.
     * @param most how often it may happen in an hour
     * @param clock tells the time
     */
    public HourlyLimit(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /**
     * Counts one more. What is too much prolongs nothing.
     * @param subject for whom
     * @return nothing, or if it was too often how long until the end of the hour that
     * began with the first
     */
    public Optional<Duration> count(String subject) {
        Instant now = this.clock.instant();
        Count count = this.subjects.asMap()
            .merge(subject, new Count(now, 1), (old, first) -> old.over(now) ? first
                    : new Count(old.since(), Math.min(old.times(), this.most) + 1));
        return (count.times() > this.most) ? Optional.of(Duration.between(now, count.since().plus(WINDOW)))
                : Optional.empty();
    }

    private record Count(Instant since, int times) {

        boolean over(Instant now) {
            return !now.isBefore(this.since.plus(WINDOW));
        }

    }

}
