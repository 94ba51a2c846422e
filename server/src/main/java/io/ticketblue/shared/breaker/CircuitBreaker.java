package io.ticketblue.shared.breaker;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Refuses calls to a server that does not answer, except one at a time that tries whether
 * it is back. It opens with the first failure and closes with the first answer. Safe for
 * use by many threads.
 */
public final class CircuitBreaker {

    private final long pause;

    private final long longestTrial;

    private final LongSupplier nanos;

    private final Object lock = new Object();

    private volatile boolean open;

    private long nextTrial;

    /**
     * Makes a closed one.
     * @param pause how long after a failure the next call tries
     * @param longestTrial after which time a trial that has reported nothing no longer
     * keeps others from trying
     * @param nanos a clock
     */
    public CircuitBreaker(Duration pause, Duration longestTrial, LongSupplier nanos) {
        this.pause = pause.toNanos();
        this.longestTrial = longestTrial.toNanos();
        this.nanos = nanos;
    }

    /** Whether the server may be called now. Who is let through reports the result. */
    public boolean tryEnter() {
        if (!this.open) {
            return true;
        }
        synchronized (this.lock) {
            if (this.open && this.nanos.getAsLong() - this.nextTrial < 0) {
                return false;
            }
            this.nextTrial = this.nanos.getAsLong() + this.longestTrial;
            return true;
        }
    }

    /**
     * Takes note of an answer.
     * @return whether an outage has ended with it
     */
    public boolean answered() {
        if (!this.open) {
            return false;
        }
        synchronized (this.lock) {
            boolean ended = this.open;
            this.open = false;
            return ended;
        }
    }

    /**
     * Takes note that no answer came.
     * @return whether an outage has begun with it
     */
    public boolean failed() {
        synchronized (this.lock) {
            boolean began = !this.open;
            this.nextTrial = this.nanos.getAsLong() + this.pause;
            this.open = true;
            return began;
        }
    }

    /** Whether the last that is known of the server is that it does not answer. */
    public boolean isOpen() {
        return this.open;
    }

}
