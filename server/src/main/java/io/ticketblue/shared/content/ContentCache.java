package io.ticketblue.shared.content;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.shared.cache.Lifetime;
import io.ticketblue.shared.cache.RefreshingCache;
import io.ticketblue.shared.cache.RefreshingCache.Options;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Public content, kept in the memory of each node and in Redis. Content is loaded once
 * for all who ask a node for it, loaded again in the background before it expires, and
 * forgotten on all nodes when one of its tag's changes commits: on this node at once, on
 * others within a second. While Redis does not answer, or this node does not hear of what
 * others change, content is at most a second old.
 * <p>
 * Who asks gets content whose loading began after every change that this node knew of
 * then.
 */
public final class ContentCache implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ContentCache.class);

    /** Of content that may have changed without this node's knowing. */
    private static final Lifetime CUT_OFF = new Lifetime(Duration.ofMillis(400), Duration.ofMillis(800));

    private static final Lifetime ABSENT = new Lifetime(Duration.ofSeconds(2), Duration.ofSeconds(5));

    private static final Duration SHORTEST = Duration.ofMillis(200);

    /** One that others load, one that is refreshed, and one that began afterwards. */
    private static final int MOST_LOADS = 4;

    private final ContentSettings settings;

    private final Clock clock;

    private final Supplier<Guards> guards;

    private final TagEpochs epochs = new TagEpochs();

    private final RefreshingCache<ContentKey<?>, Stored> local;

    private final @Nullable RedisLink link;

    private final @Nullable RedisLevel redis;

    private final @Nullable InvalidationFeed feed;

    ContentCache(ContentSettings settings, @Nullable RedisLink link, Clock clock, MeterRegistry metrics) {
        this(settings, link, clock, metrics, () -> Guards.ALL);
    }

    /** For tests of what each guard is good for. */
    ContentCache(ContentSettings settings, @Nullable RedisLink link, Clock clock, MeterRegistry metrics,
            Supplier<Guards> guards) {
        this.settings = settings;
        this.clock = clock;
        this.guards = guards;
        this.local = RefreshingCache.of(new Options("content", settings.localMegabytes() * 1024L * 1024L, metrics),
                SHORTEST, this::lifetime, (stored) -> stored.content.weight(), this::load);
        this.link = (settings.levels().redis()) ? link : null;
        this.redis = (this.link != null) ? new RedisLevel(this.link, settings, metrics) : null;
        this.feed = (this.link != null && this.redis != null) ? new InvalidationFeed(this.link, this.redis, this.epochs)
                : null;
    }

    /**
     * The content.
     * @param <I> identifies content of the kind
     * @param kind which kind
     * @param id which content
     * @return the content
     * @throws RuntimeException the kind's problem if there is none
     * @throws io.ticketblue.shared.Unavailable if it cannot be loaded now
     */
    public <I> Content get(ContentKind<I> kind, I id) {
        ContentKey<I> key = new ContentKey<>(kind, id);
        Content content = this.settings.levels().local() ? fromMemory(key) : fromRedis(key);
        if (content.isAbsent()) {
            throw kind.absent().get();
        }
        return content;
    }

    private Content fromMemory(ContentKey<?> key) {
        long began = this.epochs.of(key.tag());
        for (int load = 0; load < MOST_LOADS; load++) {
            Stored stored = this.local.get(key);
            if (stored == null) {
                break;
            }
            if (isGood(stored, began)) {
                return stored.content;
            }
            this.local.invalidate(key, stored);
        }
        return fromRedis(key);
    }

    private boolean isGood(Stored stored, long began) {
        return stored.epoch >= began && stored.content.holdsAt(this.clock.instant())
                && (isCurrent() || System.nanoTime() - stored.at < CUT_OFF.expireAfter().toNanos());
    }

    private Stored load(ContentKey<?> key) {
        long epoch = this.epochs.of(key.tag());
        long at = System.nanoTime();
        Content content = fromRedis(key);
        return new Stored(content, key.kind().local(), this.guards.get().local() ? epoch : this.epochs.of(key.tag()),
                at);
    }

    private Content fromRedis(ContentKey<?> key) {
        RedisLevel shared = (this.feed != null && !this.feed.isBehind() && key.keptInRedis()) ? this.redis : null;
        RedisLevel.Found found = (shared != null) ? shared.find(key) : null;
        Content known = (found != null) ? found.content() : null;
        if (known != null && known.holdsAt(this.clock.instant())) {
            return known;
        }
        Content content = this.settings.levels().any() ? key.load() : key.read();
        if (shared != null && found != null && !content.isAbsent()) {
            shared.store(key, this.guards.get().shared() ? found : shared.again(key, found), content);
        }
        return content;
    }

    private Lifetime lifetime(Stored stored) {
        if (!isCurrent() && stored.lifetime.expireAfter().compareTo(CUT_OFF.expireAfter()) > 0) {
            // It may stay for as long as usual, in case the feed comes back, but is
            // refreshed early.
            return new Lifetime(CUT_OFF.refreshAfter(), stored.lifetime.expireAfter());
        }
        return (stored.content.isAbsent() && ABSENT.expireAfter().compareTo(stored.lifetime.expireAfter()) < 0) ? ABSENT
                : stored.lifetime;
    }

    boolean isCurrent() {
        return this.feed != null && this.feed.isCurrent();
    }

    /**
     * Invalidates tags on all nodes after the present transaction has committed, or at
     * once if there is none.
     * @param tags what has changed
     */
    public void invalidateAfterCommit(List<String> tags) {
        if (!TransactionSynchronizationManager.isSynchronizationActive() || !this.guards.get().afterCommit()) {
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
     * @param tags what has changed
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
        if (this.link != null) {
            this.link.close();
        }
    }

    /**
     * What keeps old content from being stored or given out after a change. All of it is
     * on, but in tests that show what would happen.
     *
     * @param local whether a node refuses content whose loading began before the last
     * invalidation
     * @param shared whether content is stored in Redis with the generation from before
     * its loading
     * @param afterCommit whether invalidations wait for the commit
     */
    record Guards(boolean local, boolean shared, boolean afterCommit) {

        static final Guards ALL = new Guards(true, true, true);

    }

    /** Content with what is needed to tell whether it still counts. */
    private static final class Stored {

        private final Content content;

        private final Lifetime lifetime;

        private final long epoch;

        private final long at;

        private Stored(Content content, Lifetime lifetime, long epoch, long at) {
            this.content = content;
            this.lifetime = lifetime;
            this.epoch = epoch;
            this.at = at;
        }

    }

}
