package io.ticketblue.shared.groupcommit;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes callers whose time to wait is over, at most {@link #TICK} late. One timer serves
 * all of them: almost every answer comes in time, and a timed wait of each caller would
 * wake the thread that watches timers for each of them.
 */
final class WaitTimer {

    static final Duration TICK = Duration.ofMillis(50);

    private final Set<Pending<?, ?>> waiting = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean ticking = new AtomicBoolean();

    /** Watches a caller from now on. */
    void add(Pending<?, ?> caller) {
        this.waiting.add(caller);
        start();
    }

    /** Watches a caller no longer. */
    void remove(Pending<?, ?> caller) {
        this.waiting.remove(caller);
    }

    private void start() {
        if (!this.ticking.get() && this.ticking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("group-commit-timer").start(this::tick);
        }
    }

    private void tick() {
        try {
            while (!this.waiting.isEmpty()) {
                LockSupport.parkNanos(TICK.toNanos());
                long now = System.nanoTime();
                for (Pending<?, ?> caller : this.waiting) {
                    if (caller.isDue(now)) {
                        caller.wake();
                    }
                }
            }
        }
        finally {
            this.ticking.set(false);
        }
        if (!this.waiting.isEmpty()) {
            start();
        }
    }

}
