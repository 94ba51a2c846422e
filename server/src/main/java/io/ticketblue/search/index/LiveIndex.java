package io.ticketblue.search.index;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
 * at any time. Only so many queries run at the same time as the backend can answer
 * quickly; others wait for a moment and are refused then. A query that takes too long
 * fails alone; while a cluster does not answer at all, {@link ClusterCircuitBreaker}
 * refuses queries at once.
 */
public final class LiveIndex {

    private static final Logger LOG = LoggerFactory.getLogger(LiveIndex.class);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final Duration LOG_EVERY = Duration.ofSeconds(5);

    private final String name;

    private final Semaphore permits;

    private final ClusterCircuitBreaker breaker = new ClusterCircuitBreaker(System::nanoTime);

    private final Counter failures;

    private final Counter refused;

    private final AtomicReference<@Nullable OpenIndex> active = new AtomicReference<>();

    private volatile long loggedAt = System.nanoTime() - LOG_EVERY.toNanos();

    LiveIndex(String name, int concurrentQueries, MeterRegistry metrics) {
        this.name = name;
        this.permits = new Semaphore(concurrentQueries, true);
        this.failures = Counter.builder("ticketblue.search.failures")
            .description("Queries that the search index did not answer")
            .tag("index", name)
            .register(metrics);
        this.refused = Counter.builder("ticketblue.search.refused")
            .description("Queries that were not sent, since too many were running or the index did not answer before")
            .tag("index", name)
            .register(metrics);
    }

    /** The generation that is searched, null while there is none. */
    public @Nullable OpenIndex active() {
        return this.active.get();
    }

    /**
     * Searches another generation from now on.
     * @return the former one, which must stay open for the queries that are running
     */
    public @Nullable OpenIndex activate(@Nullable OpenIndex next) {
        return this.active.getAndSet(next);
    }

    /**
     * Queries the generation that is searched at present; again if another one takes its
     * place meanwhile.
     * @throws SearchUnavailable if there is none, too many queries are running, or it
     * does not answer
     */
    public <T> T read(Function<SearchSession, T> query) {
        enter();
        try {
            OpenIndex index = this.active.get();
            while (index != null) {
                try {
                    T result = index.read(query);
                    this.breaker.succeeded();
                    return result;
                }
                catch (RuntimeException ex) {
                    OpenIndex next = this.active.get();
                    if (next == index) {
                        failed(index, ex);
                        throw new SearchUnavailable();
                    }
                    index = next;
                }
            }
            throw new SearchUnavailable();
        }
        finally {
            this.permits.release();
        }
    }

    private void enter() {
        OpenIndex index = this.active.get();
        if (index == null || index.isLost() || !this.breaker.tryEnter() || !acquired()) {
            this.refused.increment();
            throw new SearchUnavailable();
        }
    }

    private boolean acquired() {
        try {
            return this.permits.tryAcquire(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void failed(OpenIndex index, RuntimeException failure) {
        this.failures.increment();
        if (index.isRemote() && isConnectionFailure(failure)) {
            this.breaker.open();
        }
        else if (index.isRemote() && failure instanceof SearchTimeoutException) {
            this.breaker.timedOut();
        }
        log(failure);
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

    /** A query that cannot be sent because of its text is at fault itself. */
    private static boolean isConnectionFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && !(cause instanceof CharacterCodingException)) {
                return true;
            }
        }
        return false;
    }

}
