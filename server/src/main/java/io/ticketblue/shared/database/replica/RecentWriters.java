package io.ticketblue.shared.database.replica;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Which accounts changed something lately, on any node. This node's memory knows its own,
 * Redis those of all. Whoever cannot be looked up counts as one: without Redis, for a
 * span after Redis has started empty, and for a span after this node has missed to write
 * somebody there or was disconnected, since a Redis that comes back may have older data.
 */
final class RecentWriters {

    private static final Logger LOG = LoggerFactory.getLogger(RecentWriters.class);

    private static final String PREFIX = "ticketblue:replica:";

    /** Never expires; missing after Redis has lost its data. */
    private static final String REMEMBERS = PREFIX + "remembers";

    /** Set while Redis may not know everybody. */
    private static final String NEW = PREFIX + "new";

    private static final String WROTE = PREFIX + "wrote:";

    private static final long MOST_ACCOUNTS = 100_000;

    private static final Duration FAILURE_KEPT = Duration.ofSeconds(1);

    private final StringRedisTemplate redis;

    private final Duration span;

    private final LongSupplier nanos;

    private final Cache<Long, Boolean> local;

    /** How often Redis may have missed somebody. */
    private final AtomicLong missed = new AtomicLong();

    /** The number of misses up to which {@link #NEW} was set afterwards. */
    private volatile long repaired;

    private volatile long askAgain;

    RecentWriters(StringRedisTemplate redis, Duration span) {
        this(redis, span, System::nanoTime);
    }

    RecentWriters(StringRedisTemplate redis, Duration span, LongSupplier nanos) {
        this.redis = redis;
        this.span = span;
        this.nanos = nanos;
        this.askAgain = nanos.getAsLong();
        this.local = Caffeine.newBuilder()
            .maximumSize(MOST_ACCOUNTS)
            .ticker(nanos::getAsLong)
            .expireAfterWrite(span)
            .build();
    }

    void add(long account) {
        this.local.put(account, Boolean.TRUE);
        if (isRedisUnavailable()) {
            this.missed.incrementAndGet();
            return;
        }
        try {
            this.redis.opsForValue().set(WROTE + account, "", this.span.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (DataAccessException ex) {
            failed(ex);
        }
    }

    boolean contains(long account) {
        if (this.local.getIfPresent(account) != null || isBehind() || isRedisUnavailable()) {
            return true;
        }
        try {
            List<String> known = this.redis.opsForValue().multiGet(List.of(REMEMBERS, NEW, WROTE + account));
            if (known == null || known.getFirst() == null) {
                begin();
                return true;
            }
            return known.get(1) != null || known.getLast() != null;
        }
        catch (DataAccessException ex) {
            failed(ex);
            return true;
        }
    }

    /** Whether other nodes have not been told yet that Redis may have missed somebody. */
    boolean isBehind() {
        return this.missed.get() != this.repaired;
    }

    /** Takes note that Redis may come back with older data. */
    void disconnected() {
        this.missed.incrementAndGet();
    }

    /**
     * Has everybody read the primary for a span, on all nodes, if Redis may have missed
     * somebody. To be called by one thread again and again.
     */
    void repair() {
        long missed = this.missed.get();
        if (missed == this.repaired || isRedisUnavailable()) {
            return;
        }
        try {
            begin();
            this.repaired = missed;
        }
        catch (DataAccessException ex) {
            failed(ex);
        }
    }

    private void begin() {
        this.redis.opsForValue().set(NEW, "", this.span);
        this.redis.opsForValue().setIfAbsent(REMEMBERS, "");
    }

    private boolean isRedisUnavailable() {
        return this.nanos.getAsLong() - this.askAgain < 0;
    }

    private void failed(DataAccessException cause) {
        this.askAgain = this.nanos.getAsLong() + FAILURE_KEPT.toNanos();
        this.missed.incrementAndGet();
        LOG.debug("Redis does not tell who changed something lately; signed-in people read the primary", cause);
    }

}
