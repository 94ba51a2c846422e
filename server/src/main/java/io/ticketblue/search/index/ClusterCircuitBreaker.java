package io.ticketblue.search.index;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Refuses requests to a cluster that does not answer, except one a second that tries
 * whether it is back. It opens when a connection fails, or after several timeouts without
 * an answer between them: a single slow query is at fault itself.
 */
final class ClusterCircuitBreaker {

    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int TIMEOUTS_IN_A_ROW = 5;

    private static final long CLOSED = 0;

    private final LongSupplier nanoTime;

    private final AtomicInteger timeouts = new AtomicInteger();

    /** The time of the next try, {@link #CLOSED} if all are let through. */
    private final AtomicLong nextTry = new AtomicLong(CLOSED);

    ClusterCircuitBreaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether a request may be sent now. */
    boolean tryEnter() {
        long next = this.nextTry.get();
        if (next == CLOSED) {
            return true;
        }
        return this.nanoTime.getAsLong() - next >= 0 && this.nextTry.compareAndSet(next, afterPause());
    }

    void succeeded() {
        if (this.timeouts.get() != 0) {
            this.timeouts.set(0);
        }
        if (this.nextTry.get() != CLOSED) {
            this.nextTry.set(CLOSED);
        }
    }

    void timedOut() {
        if (this.timeouts.incrementAndGet() >= TIMEOUTS_IN_A_ROW) {
            open();
        }
    }

    void open() {
        this.nextTry.set(afterPause());
    }

    private long afterPause() {
        long next = this.nanoTime.getAsLong() + PAUSE_NANOS;
        return (next == CLOSED) ? next + 1 : next;
    }

}
