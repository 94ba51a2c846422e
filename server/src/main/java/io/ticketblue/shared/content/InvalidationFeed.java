package io.ticketblue.shared.content;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all nodes which tags were invalidated, and knows whether this node receives what
 * others send.
 * <p>
 * Each node numbers its messages, and sends an empty one four times a second. A gap in
 * another node's numbers means that a message was lost, and everything is dropped. As
 * long as a node's own messages come back to it, it receives those of others too, because
 * Redis delivers in one order; when they stop coming, {@link #isCurrent} becomes false,
 * and after five seconds the subscription is made again.
 * <p>
 * An invalidation that Redis did not take is repeated until it does, and all of the last
 * minutes are repeated when a connection was lost.
 */
class InvalidationFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InvalidationFeed.class);

    private static final Duration BEAT = Duration.ofMillis(250);

    /** Without receiving its own messages for so long a node counts as cut off. */
    private static final long SILENCE = Duration.ofMillis(800).toNanos();

    private static final long SUBSCRIBE_AGAIN_AFTER = Duration.ofSeconds(5).toNanos();

    private static final int MOST_NODES = 1000;

    private static final int REPEATED_AT_ONCE = 500;

    /** In place of a tag: everything. */
    private static final String ALL = "*";

    private final String node = UUID.randomUUID().toString();

    private final RedisLevel redis;

    private final TagEpochs epochs;

    private final PendingInvalidations pending;

    private final Map<String, Long> received = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_NODES;
        }
    };

    private long sent;

    private volatile long current = System.nanoTime() - SILENCE;

    /** When the first message was sent that has not come back, 0 if all have. */
    private volatile long unreceivedSince;

    private volatile boolean closed;

    private volatile @Nullable Thread beats;

    private volatile @Nullable Subscription subscription;

    InvalidationFeed(RedisLevel redis, TagEpochs epochs, PendingInvalidations pending, MeterRegistry metrics) {
        this.redis = redis;
        this.epochs = epochs;
        this.pending = pending;
        redis.link().onConnectionChange(pending::connectionChanged);
        Gauge.builder("ticketblue.cache.feed.current", this, (feed) -> feed.isCurrent(System.nanoTime()) ? 1 : 0)
            .description("1 while this node receives what other nodes invalidate, 0 otherwise")
            .register(metrics);
    }

    void start() {
        this.beats = Thread.ofVirtual().name("content-invalidations").start(this::beat);
    }

    RedisLevel redis() {
        return this.redis;
    }

    /**
     * Whether all invalidations up to less than a second before have been received.
     * @param now a time in the nanoseconds of the system, not after the present one
     */
    boolean isCurrent(long now) {
        return now - this.current < SILENCE;
    }

    /** Whether Redis may still have what this node knows to be old. */
    boolean isBehind() {
        return this.pending.isBehind();
    }

    /** Invalidates tags on all nodes, on this one before it returns. */
    void invalidate(List<String> tags) {
        tags.forEach(this.pending::remember);
        boolean done = this.redis.invalidate(tags);
        if (!done) {
            tags.forEach(this.pending::add);
        }
        // Afterwards, since what this node read from Redis before must not stay.
        tags.forEach(this.epochs::next);
        if (done) {
            tags.forEach(this::send);
        }
    }

    private synchronized boolean send(String tag) {
        this.sent++;
        return this.redis.publish(this.redis.channel(),
                this.node + " " + this.sent + " " + System.nanoTime() + " " + tag);
    }

    private void beat() {
        while (!this.closed) {
            try {
                subscribe();
                repeat();
                sendEmpty();
            }
            catch (RedisException ex) {
                LOG.debug("The feed of invalidations is down", ex);
            }
            catch (RuntimeException ex) {
                if (!this.closed) {
                    LOG.error("The feed of invalidations failed and goes on", ex);
                }
            }
            LockSupport.parkNanos(BEAT.toNanos());
        }
    }

    private void sendEmpty() {
        long now = System.nanoTime();
        if (!send("")) {
            this.unreceivedSince = 0;
        }
        else if (this.unreceivedSince == 0 && this.current - now < 0) {
            this.unreceivedSince = now;
        }
    }

    private void subscribe() {
        Subscription present = this.subscription;
        long now = System.nanoTime();
        if (this.redis.link().isAway() || present != null && now - present.made < SUBSCRIBE_AGAIN_AFTER) {
            return;
        }
        if (present != null) {
            long since = this.unreceivedSince;
            if (!present.hasFailed() && (since == 0 || now - since < SUBSCRIBE_AGAIN_AFTER)) {
                return;
            }
            LOG.warn("This node does not receive what others invalidate, and subscribes again: {}", present.failure());
            present.connection.closeAsync();
            this.subscription = null;
            this.unreceivedSince = 0;
        }
        StatefulRedisPubSubConnection<String, String> made = this.redis.link().subscriber();
        made.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                receive(message);
            }
        });
        this.subscription = new Subscription(made, subscribe(made), now);
    }

    RedisFuture<Void> subscribe(StatefulRedisPubSubConnection<String, String> connection) {
        return connection.async().subscribe(this.redis.channel());
    }

    /** Repeats what Redis has not taken or may have lost. */
    void repeat() {
        this.pending.addRecent();
        if (this.pending.isAllPending()) {
            this.epochs.nextOfAll();
            if (send(ALL)) {
                this.pending.allDone();
                LOG.warn("More was invalidated than is remembered; content in Redis is not used until it has expired");
            }
        }
        Map<String, Long> tags = this.pending.next(REPEATED_AT_ONCE);
        if (!tags.isEmpty() && this.redis.invalidate(tags.keySet())) {
            tags.keySet().forEach(this.epochs::next);
            this.pending.done(tags);
            tags.keySet().forEach(this::send);
        }
    }

    /** One message after the other. */
    private void receive(String message) {
        String[] parts = message.split(" ", 4);
        if (parts.length < 4) {
            LOG.warn("Not an invalidation: {}", message);
            return;
        }
        synchronized (this.received) {
            receive(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]);
        }
    }

    private void receive(String sender, long number, long sentAt, String tag) {
        Long last = this.received.put(sender, number);
        if (sender.equals(this.node)) {
            this.current = sentAt;
            this.unreceivedSince = 0;
            return;
        }
        if (number != ((last != null) ? last : 0) + 1) {
            this.epochs.nextOfAll();
        }
        if (tag.equals(ALL)) {
            this.pending.distrust();
            this.epochs.nextOfAll();
        }
        else if (!tag.isEmpty()) {
            this.pending.remember(tag);
            this.epochs.next(tag);
        }
    }

    @Override
    public void close() {
        this.closed = true;
        LockSupport.unpark(this.beats);
        Subscription last = this.subscription;
        if (last != null) {
            last.connection.closeAsync();
        }
        this.redis.link().close();
    }

    /**
     * A connection that receives the messages.
     *
     * @param reply completed when Redis has subscribed it
     */
    private record Subscription(StatefulRedisPubSubConnection<String, String> connection, RedisFuture<Void> reply,
            long made) {

        boolean hasFailed() {
            return this.reply.toCompletableFuture().isCompletedExceptionally();
        }

        @Nullable String failure() {
            return hasFailed() ? this.reply.toCompletableFuture().exceptionNow().getMessage()
                    : "no message for five seconds";
        }

    }

}
