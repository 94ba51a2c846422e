package io.ticketblue.shared.content;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.ticketblue.shared.NotFound;
import io.ticketblue.shared.cache.Lifetime;
import org.jspecify.annotations.Nullable;

/**
 * A kind of public content.
 *
 * @param <I> identifies content of the kind: an immutable value whose {@code toString}
 * tells it from all others
 * @param name names the kind, also in Redis
 * @param local how long a node may give content out without looking at Redis again
 * @param inRedis how long content stays in Redis, counted from the beginning of its
 * loading; zero for kinds that are not kept there
 * @param keptInRedis which content of the kind Redis keeps, so that ids that anybody can
 * make up do not fill it
 * @param tag what must be invalidated when the content changes, such as
 * {@code performance:7}
 * @param absent the problem to answer with if there is no content
 * @param load makes the content from what is committed now; null, or a {@link NotFound},
 * if there is none
 */
public record ContentKind<I>(String name, Lifetime local, Duration inRedis, Predicate<I> keptInRedis,
        Function<I, String> tag, Supplier<? extends RuntimeException> absent, Function<I, @Nullable Content> load) {

    /** The longest time in Redis, which bounds how long invalidations are remembered. */
    static final Duration LONGEST_IN_REDIS = Duration.ofMinutes(2);

    /** Of facts that change seldom and are invalidated when they do. */
    public static final Lifetime FACTS = new Lifetime(Duration.ofSeconds(20), Duration.ofSeconds(40));

    /** Of counts that change all the time and are not invalidated. */
    public static final Lifetime COUNTS = new Lifetime(Duration.ofMillis(400), Duration.ofMillis(800));

    /**
     * Checks the time in Redis.
     * @throws IllegalArgumentException if it is longer than invalidations are remembered
     */
    public ContentKind {
        if (inRedis.compareTo(LONGEST_IN_REDIS) > 0) {
            throw new IllegalArgumentException(name + " may stay in Redis for " + LONGEST_IN_REDIS + " at most");
        }
    }

    /** A kind whose every content Redis keeps. */
    public static <I> ContentKind<I> of(String name, Lifetime local, Duration inRedis, Function<I, String> tag,
            Supplier<? extends RuntimeException> absent, Function<I, @Nullable Content> load) {
        return new ContentKind<>(name, local, inRedis, (id) -> true, tag, absent, load);
    }

}
