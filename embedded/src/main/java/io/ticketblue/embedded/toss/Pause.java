package io.ticketblue.embedded.toss;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Delays that end at once when the simulator is closed.
 */
final class Pause {

    private final CountDownLatch closed = new CountDownLatch(1);

    void last(Duration delay) {
        try {
            boolean ended = this.closed.await(delay.toNanos(), TimeUnit.NANOSECONDS);
            if (ended) {
                throw new CancellationException("The Toss simulator is closed");
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The Toss simulator is closed");
        }
    }

    void end() {
        this.closed.countDown();
    }

}
