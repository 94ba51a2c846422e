package io.ticketblue.accounts.internal.password;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.ticketblue.accounts.internal.password.HashingQueue.Lane;
import io.ticketblue.shared.Overloaded;
import io.ticketblue.shared.Unavailable;

import static org.awaitility.Awaitility.await;

/** A crowd that takes all that may be served and wait in a queue, until it is closed. */
public final class FullHashingQueue implements AutoCloseable {

    private final HashingQueue queue;

    private final Lane lane;

    private final CountDownLatch open = new CountDownLatch(1);

    private final AtomicInteger refused = new AtomicInteger();

    private final List<Thread> crowd = new ArrayList<>();

    /** Fills one lane of a queue. */
    public FullHashingQueue(HashingQueue queue, Lane lane, PasswordSettings settings) {
        this.queue = queue;
        this.lane = lane;
        int places = ((lane == Lane.SIGN_IN) ? settings.queue() : settings.signUpQueue())
                + settings.parallelOn(Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory());
        for (int number = 0; number <= places; number++) {
            this.crowd.add(Thread.startVirtualThread(this::take));
        }
        await().until(() -> this.refused.get() > 0);
    }

    private void take() {
        try {
            this.queue.call(this.lane, this::waitToBeOpened);
        }
        catch (Overloaded | Unavailable ex) {
            this.refused.incrementAndGet();
        }
    }

    private boolean waitToBeOpened() {
        try {
            return this.open.await(10, TimeUnit.SECONDS);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        this.open.countDown();
        try {
            for (Thread member : this.crowd) {
                member.join(Duration.ofSeconds(10));
            }
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
