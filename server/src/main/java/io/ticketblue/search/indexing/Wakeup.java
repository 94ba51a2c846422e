package io.ticketblue.search.indexing;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.springframework.stereotype.Component;

/** Tells the writer of the index on this node that something is to be done. */
@Component
class Wakeup {

    private final Semaphore waiting = new Semaphore(0);

    void signal() {
        if (this.waiting.availablePermits() == 0) {
            this.waiting.release();
        }
    }

    /** Waits until it is signalled, but not longer than the time. */
    void await(Duration longest) throws InterruptedException {
        if (this.waiting.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            this.waiting.drainPermits();
        }
    }

}
