package io.ticketblue.shared.content;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all nodes which tags were invalidated, and knows whether this node hears of it.
 * <p>
 * Each node numbers its messages, and sends an empty one four times a second. A gap in
 * another node's numbers means that a message was lost, and everything is dropped. As
 * long as a node's own messages come back to it, it hears those of others too, because
 * Redis delivers in one order; when they stop coming, {@link #isCurrent()} becomes false.
 * <p>
 * An invalidation that Redis did not take is repeated until it does.
 */
final class InvalidationFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InvalidationFeed.class);

    private static final Duration BEAT = Duration.ofMillis(250);

    /** Without hearing itself for so long a node counts as cut off. */
    private static final long SILENCE = Duration.ofMillis(800).toNanos();

    private static final int MOST_NODES = 1000;

    private static final int MOST_PENDING = 10_000;

    private final String node = UUID.randomUUID().toString();

    private final RedisLink link;

    private final RedisLevel redis;

    private final TagEpochs epochs;

    private final Map<String, Long> heard = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_NODES;
        }
    };

    private final Set<String> pending = new LinkedHashSet<>();

    private final Thread beats;

    private long sent;

    private volatile long current = System.nanoTime() - SILENCE;

    private volatile boolean closed;

    private @Nullable StatefulRedisPubSubConnection<String, String> subscription;

    InvalidationFeed(RedisLink link, RedisLevel redis, TagEpochs epochs) {
        this.link = link;
        this.redis = redis;
        this.epochs = epochs;
        this.beats = Thread.ofVirtual().name("content-invalidations").start(this::beat);
    }

    /** Whether all invalidations up to less than a second ago have been heard. */
    boolean isCurrent() {
        return System.nanoTime() - this.current < SILENCE;
    }

    /** Invalidates tags on all nodes, on this one before it returns. */
    void invalidate(List<String> tags) {
        boolean done = this.redis.invalidate(tags);
        if (!done) {
            keep(tags);
        }
        // Afterwards, since what this node read from Redis before must not stay.
        tags.forEach(this.epochs::next);
        if (done) {
            tags.forEach(this::send);
        }
    }

    private void keep(List<String> tags) {
        synchronized (this.pending) {
            for (String tag : tags) {
                if (this.pending.size() >= MOST_PENDING) {
                    LOG.warn("Too many invalidations wait for Redis; {} expires by its age on other nodes", tag);
                    return;
                }
                this.pending.add(tag);
            }
        }
    }

    private synchronized void send(String tag) {
        this.sent++;
        this.redis.publish(this.redis.channel(), this.node + " " + this.sent + " " + System.nanoTime() + " " + tag);
    }

    private void beat() {
        while (!this.closed) {
            try {
                subscribe();
                repeatPending();
                send("");
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

    private void subscribe() {
        if (this.subscription == null && !this.link.isAway()) {
            StatefulRedisPubSubConnection<String, String> made = this.link.subscriber();
            made.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    hear(message);
                }
            });
            made.async().subscribe(this.redis.channel());
            this.subscription = made;
        }
    }

    private void repeatPending() {
        List<String> tags;
        synchronized (this.pending) {
            tags = List.copyOf(this.pending);
        }
        if (!tags.isEmpty() && this.redis.invalidate(tags)) {
            tags.forEach(this.epochs::next);
            synchronized (this.pending) {
                // One that was added again meanwhile is done as well: it was committed
                // before.
                tags.forEach(this.pending::remove);
            }
            tags.forEach(this::send);
        }
    }

    /** Whether Redis may still have what this node knows to be old. */
    boolean isBehind() {
        synchronized (this.pending) {
            return !this.pending.isEmpty();
        }
    }

    /** On the connection's thread, one message after the other. */
    private void hear(String message) {
        String[] parts = message.split(" ", 4);
        if (parts.length < 4) {
            LOG.warn("Not an invalidation: {}", message);
            return;
        }
        long number = Long.parseLong(parts[1]);
        Long last = this.heard.put(parts[0], number);
        if (parts[0].equals(this.node)) {
            this.current = Long.parseLong(parts[2]);
        }
        else if (number != ((last != null) ? last : 0) + 1) {
            this.epochs.nextOfAll();
        }
        if (!parts[3].isEmpty() && !parts[0].equals(this.node)) {
            this.epochs.next(parts[3]);
        }
    }

    @Override
    public void close() {
        this.closed = true;
        LockSupport.unpark(this.beats);
        StatefulRedisPubSubConnection<String, String> last = this.subscription;
        if (last != null) {
            last.closeAsync();
        }
    }

}
