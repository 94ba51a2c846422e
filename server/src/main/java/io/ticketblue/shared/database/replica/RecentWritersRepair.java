package io.ticketblue.shared.database.replica;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Tells {@link RecentWriters} of lost connections to Redis, and repairs on a thread of
 * its own what Redis may have missed, twice a second while the application runs.
 */
final class RecentWritersRepair implements SmartLifecycle, RedisConnectionStateListener {

    private static final Logger LOG = LoggerFactory.getLogger(RecentWritersRepair.class);

    private static final Duration EVERY = Duration.ofMillis(500);

    private final RecentWriters writers;

    private final LettuceConnectionFactory connections;

    private @Nullable AbstractRedisClient client;

    private @Nullable Thread thread;

    RecentWritersRepair(RecentWriters writers, LettuceConnectionFactory connections) {
        this.writers = writers;
        this.connections = connections;
    }

    @Override
    public synchronized void start() {
        if (this.thread == null) {
            AbstractRedisClient present = this.connections.getRequiredNativeClient();
            present.addListener(this);
            this.client = present;
            this.thread = Thread.ofVirtual().name("recent-writers").start(this::run);
        }
    }

    /** Before the client connects again. */
    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
        this.writers.disconnected();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    this.writers.repair();
                }
                catch (RuntimeException ex) {
                    LOG.error("Redis could not be told that it may have missed somebody's changes", ex);
                }
                TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void stop() {
        if (this.thread != null) {
            this.thread.interrupt();
            this.thread = null;
        }
        if (this.client != null) {
            this.client.removeListener(this);
            this.client = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return this.thread != null;
    }

}
