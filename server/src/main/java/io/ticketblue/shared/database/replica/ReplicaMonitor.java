package io.ticketblue.shared.database.replica;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/** Checks the replica again and again while the application runs, on one thread. */
final class ReplicaMonitor implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaMonitor.class);

    private final ReplicaProbe probe;

    private final Duration every;

    private @Nullable Thread thread;

    ReplicaMonitor(ReplicaProbe probe, Duration every) {
        this.probe = probe;
        this.every = every;
    }

    @Override
    public synchronized void start() {
        if (this.thread == null) {
            this.thread = Thread.ofPlatform().daemon().name("replica-monitor").start(this::run);
        }
    }

    private void run() {
        try (this.probe) {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    this.probe.check();
                }
                catch (RuntimeException ex) {
                    LOG.error("The replica could not be checked", ex);
                }
                TimeUnit.NANOSECONDS.sleep(this.every.toNanos());
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
    }

    @Override
    public synchronized boolean isRunning() {
        return this.thread != null;
    }

}
