package io.ticketblue.shared.content;

import java.time.Duration;
import java.util.function.Function;
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
 * @param inRedis how long content stays in Redis, zero for kinds that are not kept there
 * @param keptInRedis which content of the kind Redis keeps, so that ids that anybody can
 * make up do not fill it
 * @param tag what must be invalidated when the content changes, such as
 * {@code performance:7}
 * @param absent the problem to answer with if there is no content
 * @param load makes the content from what is committed now; null, or a {@link NotFound},
 * if there is none
 */
public record ContentKind<I>(String name, Lifetime local, Duration inRedis, Function<I, Boolean> keptInRedis,
        Function<I, String> tag, Supplier<? extends RuntimeException> absent, Function<I, @Nullable Content> load) {

    /**
     * A kind whose every content Redis keeps.
     * @param <I> identifies content of the kind
     * @param name names the kind, also in Redis
     * @param local how long a node may give content out without looking at Redis again
     * @param inRedis how long content stays in Redis, zero for not at all
     * @param tag what must be invalidated when the content changes
     * @param absent the problem to answer with if there is no content
     * @param load makes the content
     * @return the kind
     */
    public static <I> ContentKind<I> of(String name, Lifetime local, Duration inRedis, Function<I, String> tag,
            Supplier<? extends RuntimeException> absent, Function<I, @Nullable Content> load) {
        return new ContentKind<>(name, local, inRedis, (id) -> true, tag, absent, load);
    }

}
