package io.ticketblue;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Brings two threads to the same point; for controls of concurrency tests. */
public final class Pairs {

    private final CyclicBarrier both = new CyclicBarrier(2);

    /** Waits for another thread, for at most two seconds. */
    public void await() {
        try {
            this.both.await(2, TimeUnit.SECONDS);
        }
        catch (TimeoutException | BrokenBarrierException ex) {
            // The last of an odd number has nobody to wait for.
            this.both.reset();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
