package io.ticketblue.search.index;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.hibernate.search.util.common.SearchTimeoutException;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import io.ticketblue.search.SearchUnavailable;

/**
 * The generation of an index that is searched at present; another one may take its place
 * at any time. While the backend does not answer, questions are refused, most of them at
 * once: one a second tries whether it is back.
 */
public final class LiveIndex {

    private static final Logger LOG = LoggerFactory.getLogger(LiveIndex.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration LOG_EVERY = Duration.ofSeconds(5);

    private final String name;

    private final Counter failures;

    private final AtomicReference<@Nullable OpenIndex> active = new AtomicReference<>();

    private volatile long refusedUntil = System.nanoTime();

    private volatile long loggedAt = System.nanoTime() - LOG_EVERY.toNanos();

    LiveIndex(String name, MeterRegistry metrics) {
        this.name = name;
        this.failures = Counter.builder("ticketblue.search.failures")
            .description("Questions that the search index did not answer")
            .tag("index", name)
            .register(metrics);
    }

    /** The generation that is searched, null while there is none. */
    public @Nullable OpenIndex active() {
        return this.active.get();
    }

    /**
     * Searches another generation from now on.
     * @return the former one, which must stay open for the questions under way
     */
    public @Nullable OpenIndex activate(@Nullable OpenIndex next) {
        return this.active.getAndSet(next);
    }

    /**
     * Asks the generation that is searched at present.
     * @throws SearchUnavailable if there is none, or if it does not answer
     */
    public <T> T read(Function<SearchSession, T> question) {
        OpenIndex index = this.active.get();
        if (index == null || System.nanoTime() - this.refusedUntil < 0) {
            throw new SearchUnavailable();
        }
        try {
            return index.read(question);
        }
        catch (RuntimeException ex) {
            if (index != this.active.get()) {
                return read(question);
            }
            this.failures.increment();
            if (isUnreachable(ex)) {
                this.refusedUntil = System.nanoTime() + PAUSE.toNanos();
            }
            log(ex);
            throw new SearchUnavailable();
        }
    }

    private void log(RuntimeException failure) {
        long now = System.nanoTime();
        boolean quiet = now - this.loggedAt < LOG_EVERY.toNanos();
        if (!quiet) {
            this.loggedAt = now;
        }
        LOG.atLevel(quiet ? Level.DEBUG : Level.WARN)
            .addKeyValue("index", this.name)
            .setCause(failure)
            .log("The search index did not answer");
    }

    /** One question that is at fault itself must not refuse all others. */
    private static boolean isUnreachable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if ((cause instanceof IOException && !(cause instanceof CharacterCodingException))
                    || cause instanceof SearchTimeoutException) {
                return true;
            }
        }
        return false;
    }

}
