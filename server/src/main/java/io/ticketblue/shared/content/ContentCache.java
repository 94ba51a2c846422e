package io.ticketblue.shared.content;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.shared.Unavailable;
import io.ticketblue.shared.cache.Lifetime;
import io.ticketblue.shared.cache.RefreshingCache;
import io.ticketblue.shared.cache.RefreshingCache.Options;
import io.ticketblue.shared.database.TrackedReads;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Public content, kept in the memory of each node and in Redis. Content is loaded once
 * for all who ask a node for it, loaded again in the background before it expires, and
 * forgotten on all nodes when one of its tag's changes commits: on this node at once, on
 * others within a second. While Redis does not answer, or this node does not receive what
 * others invalidate, content is at most a second old, and so is content that was loaded
 * from a replica of the database.
 * <p>
 * Who asks gets content whose loading began after every change that this node knew of
 * then. Ages are those at the time of asking.
 */
public final class ContentCache implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ContentCache.class);

    /** Of content that may have changed without this node's knowing. */
    private static final Lifetime CUT_OFF = new Lifetime(Duration.ofMillis(400), Duration.ofMillis(800));

    private static final long CUT_OFF_NANOS = CUT_OFF.expireAfter().toNanos();

    private static final Lifetime ABSENT = new Lifetime(Duration.ofSeconds(2), Duration.ofSeconds(5));

    private static final Duration SHORTEST = Duration.ofMillis(200);

    /**
     * What a loading may take: a connection, a statement without an answer, and then the
     * replica.
     */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    /**
     * One that began before the caller asked, one that another caller began, one more.
     */
    private static final int MOST_ATTEMPTS = 4;

    /** Looks into Redis at the same time; they wait for it, not for the database. */
    private static final int MOST_LOADS = 1000;

    /** Connections to the database that all content takes together. */
    private static final int MOST_AT_DATABASE = 4;

    private final ContentSettings settings;

    private final TagEpochs epochs;

    private final Clock clock;

    private final RefreshingCache<ContentKey<?>, Stored> local;

    private final @Nullable InvalidationFeed feed;

    private final Semaphore atDatabase = new Semaphore(MOST_AT_DATABASE, true);

    ContentCache(ContentSettings settings, TagEpochs epochs, @Nullable InvalidationFeed feed, Clock clock,
            MeterRegistry metrics) {
        this.settings = settings;
        this.epochs = epochs;
        this.feed = feed;
        this.clock = clock;
        this.local = RefreshingCache.of(
                new Options("content", settings.localMegabytes() * 1024L * 1024L, metrics)
                    .withLongestWait(LONGEST_WAIT),
                MOST_LOADS, SHORTEST, this::lifetime, (stored) -> stored.content.weight(), this::load);
    }

    /**
     * Content of a kind.
     * @throws RuntimeException the kind's problem if there is none
     * @throws Unavailable if it cannot be loaded now
     */
    public <I> Content get(ContentKind<I> kind, I id) {
        ContentKey<I> key = new ContentKey<>(kind, id);
        Content content = this.settings.levels().local() ? fromMemory(key) : read(key).value();
        if (content.isAbsent()) {
            throw kind.absent().get();
        }
        return content;
    }

    private Content fromMemory(ContentKey<?> key) {
        long asked = System.nanoTime();
        long epoch = this.epochs.of(key.tag());
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Stored stored = Objects.requireNonNull(this.local.get(key));
            if (isCurrent(stored, epoch, asked)) {
                return stored.content;
            }
            this.local.invalidate(key, stored);
        }
        throw new Unavailable();
    }

    private boolean isCurrent(Stored stored, long epoch, long asked) {
        if (stored.epoch < epoch) {
            return false;
        }
        long age = asked - stored.at;
        if (age <= 0) {
            // Loaded for those who ask now, however long that took.
            return true;
        }
        return age < stored.nanos && (age < CUT_OFF_NANOS || isCurrent(asked)) && holds(stored.content);
    }

    private boolean holds(Content content) {
        Instant until = content.validUntil();
        return until == null || this.clock.instant().isBefore(until);
    }

    private Stored load(ContentKey<?> key) {
        long at = System.nanoTime();
        long epoch = this.epochs.beforeLoading(key.tag());
        TrackedReads<Content> loaded = read(key);
        return new Stored(loaded.value().kept(), allowed(key.kind(), loaded), epoch, at);
    }

    private static Lifetime allowed(ContentKind<?> kind, TrackedReads<Content> loaded) {
        Lifetime life = kind.local();
        if (loaded.value().isAbsent()) {
            life = shorter(life, ABSENT);
        }
        return loaded.fromReplica() ? shorter(life, CUT_OFF) : life;
    }

    private static Lifetime shorter(Lifetime one, Lifetime other) {
        return (one.expireAfter().compareTo(other.expireAfter()) < 0) ? one : other;
    }

    /** From Redis, or else from the database. */
    private TrackedReads<Content> read(ContentKey<?> key) {
        InvalidationFeed shared = (this.feed != null && !this.feed.isBehind() && key.keptInRedis()) ? this.feed : null;
        long began = System.nanoTime();
        RedisLevel.Found found = (shared != null) ? shared.redis().find(key) : null;
        Content known = (found != null) ? found.content() : null;
        // Asked once more, because Redis may have been replaced by one with older data.
        if (known != null && holds(known) && !Objects.requireNonNull(shared).isBehind()) {
            return new TrackedReads<>(known, false);
        }
        if (!this.settings.levels().any()) {
            return new TrackedReads<>(key.read(), false);
        }
        TrackedReads<Content> loaded = fromDatabase(key);
        if (shared == null || found == null || loaded.value().isAbsent() || loaded.fromReplica()) {
            return loaded;
        }
        Content content = loaded.value().kept();
        shared.redis().store(key, found, content, began);
        return new TrackedReads<>(content, false);
    }

    private TrackedReads<Content> fromDatabase(ContentKey<?> key) {
        // Who has a connection must not wait for those who need one.
        if (!this.settings.levels().local() || TransactionSynchronizationManager.isActualTransactionActive()) {
            return key.load();
        }
        try {
            if (!this.atDatabase.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Unavailable();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new Unavailable();
        }
        try {
            return key.load();
        }
        finally {
            this.atDatabase.release();
        }
    }

    private Lifetime lifetime(Stored stored) {
        if (stored.nanos > CUT_OFF_NANOS && !isCurrent(System.nanoTime())) {
            // It may stay for as long as usual, in case the feed comes back, but is
            // refreshed early.
            return new Lifetime(CUT_OFF.refreshAfter(), stored.lifetime.expireAfter());
        }
        return stored.lifetime;
    }

    private boolean isCurrent(long asked) {
        return this.feed != null && this.feed.isCurrent(asked);
    }

    /**
     * Invalidates tags on all nodes after the present transaction has committed, or at
     * once if there is none.
     */
    public void invalidateAfterCommit(List<String> tags) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            invalidate(tags);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                invalidate(tags);
            }
        });
    }

    /**
     * Invalidates tags on all nodes, for whoever is called after the commit. Never fails.
     */
    public void invalidate(List<String> tags) {
        try {
            if (this.feed != null) {
                this.feed.invalidate(tags);
            }
            else {
                tags.forEach(this.epochs::next);
            }
        }
        catch (RuntimeException ex) {
            // What was committed must not look as if it had failed.
            LOG.error("Content was not invalidated on other nodes; it expires by its age: {}", tags, ex);
        }
    }

    @Override
    public void close() {
        if (this.feed != null) {
            this.feed.close();
        }
    }

    /** Content with what is needed to tell whether it still counts. */
    private static final class Stored {

        private final Content content;

        private final Lifetime lifetime;

        private final long nanos;

        private final long epoch;

        private final long at;

        private Stored(Content content, Lifetime lifetime, long epoch, long at) {
            this.content = content;
            this.lifetime = lifetime;
            this.nanos = lifetime.expireAfter().toNanos();
            this.epoch = epoch;
            this.at = at;
        }

    }

}
