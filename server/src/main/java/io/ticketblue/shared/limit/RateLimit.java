package io.ticketblue.shared.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Counts how often something happens for one subject in a window of time, on this node. A
 * window begins with the first attempt in it; attempts that are refused are not counted
 * and prolong nothing. The 100,000 latest subjects are known.
 * <p>
 * To limit wrong guesses, count each attempt before it is looked at and take back those
 * that succeed: then many at once get no more guesses than one after the other.
 */
public final class RateLimit {

    private static final long MOST_SUBJECTS = 100_000;

    private final int most;

    private final Duration window;

    private final Clock clock;

    private final Cache<String, Count> subjects;

    /**
     * Creates a limit.
     * @param most how often it may happen in a window
     * @param window how long a window is
     * @param clock tells the time
     */
    public RateLimit(int most, Duration window, Clock clock) {
        this.most = most;
        this.window = window;
        this.clock = clock;
        this.subjects = Caffeine.newBuilder().maximumSize(MOST_SUBJECTS).expireAfterWrite(window).build();
    }

    /**
     * Counts one more.
     * @return nothing, or if it was too often how long until the end of the window
     */
    public Optional<Duration> count(String subject) {
        Instant now = this.clock.instant();
        Count count = this.subjects.asMap()
            .merge(subject, new Count(now, 1, false),
                    (old, first) -> old.over(now, this.window) ? first : old.next(this.most));
        return count.refused() ? Optional.of(Duration.between(now, count.since().plus(this.window))) : Optional.empty();
    }

    /**
     * Tells whether one more would be refused, without counting it.
     * @return nothing, or how long until the end of the window
     */
    public Optional<Duration> refusedFor(String subject) {
        Instant now = this.clock.instant();
        return Optional.ofNullable(this.subjects.getIfPresent(subject))
            .filter((count) -> count.times() >= this.most && !count.over(now, this.window))
            .map((count) -> Duration.between(now, count.since().plus(this.window)));
    }

    /**
     * Takes a counted attempt back.
     */
    public void takeBack(String subject) {
        this.subjects.asMap()
            .computeIfPresent(subject, (key, count) -> new Count(count.since(), Math.max(0, count.times() - 1), false));
    }

    private record Count(Instant since, int times, boolean refused) {

        boolean over(Instant now, Duration window) {
            return !now.isBefore(this.since.plus(window));
        }

        Count next(int most) {
            return (this.times < most) ? new Count(this.since, this.times + 1, false)
                    : new Count(this.since, this.times, true);
        }

    }

}
