package io.ticketblue.shared.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ticketblue.shared.TooManyRequests;

/**
 * Counts what each person does in a minute, on this node, and refuses what is too much.
 */
public final class RateLimit {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private static final long MOST_PEOPLE = 100_000;

    private final int most;

    private final Clock clock;

    private final Cache<Long, Count> people = Caffeine.newBuilder().maximumSize(MOST_PEOPLE).build();

    /**
     * Creates a limit.
     * @param most how often a person may do it in a minute
     * @param clock tells the time
     */
    public RateLimit(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /**
     * Counts one more.
     * @param person who does it
     * @throws TooManyRequests if it was too often; it names the end of the minute that
     * began with the first
     */
    public void count(long person) {
        Instant now = this.clock.instant();
        Count count = this.people.asMap()
            .merge(person, new Count(now, 1),
                    (old, first) -> old.over(now) ? first : new Count(old.since(), old.times() + 1));
        if (count.times() > this.most) {
            throw new TooManyRequests(Duration.between(now, count.since().plus(WINDOW)));
        }
    }

    private record Count(Instant since, int times) {

        boolean over(Instant now) {
            return !now.isBefore(this.since.plus(WINDOW));
        }

    }

}
