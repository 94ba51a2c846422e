package io.ticketblue.accounts.internal.password;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ticketblue.accounts.internal.password.TaskQueues.Task;
import io.ticketblue.shared.Overloaded;
import io.ticketblue.shared.Unavailable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Makes and compares password hashes on a few threads of its own, so that a rush leaves
 * processors and memory to everybody else. Nothing else is done on these threads: whoever
 * waited there for the database would keep all others from signing in. Sign-ins and
 * sign-ups wait in two queues ({@link TaskQueues}).
 * <p>
 * Whoever would wait too long is refused at once: when the queue is full, or when the
 * work before it takes longer than the longest wait by what it took so far.
 */
@Component
public class HashingQueue implements DisposableBean {

    /** How long begun work may take; a thread that hangs does not hold its caller. */
    private static final Duration LONGEST_WORK = Duration.ofSeconds(5);

    private final TaskQueues queues;

    private final List<Thread> workers = new ArrayList<>();

    private final Duration longestWait;

    private final Timer workTime;

    private final LongSupplier nanos;

    @Autowired
    HashingQueue(PasswordSettings settings, MeterRegistry meters) {
        this(settings, meters, System::nanoTime);
    }

    HashingQueue(PasswordSettings settings, MeterRegistry meters, LongSupplier nanos) {
        int parallel = settings.parallelOn(Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory());
        this.nanos = nanos;
        this.longestWait = settings.longestWait();
        this.queues = new TaskQueues(settings, parallel, meters);
        this.workTime = Timer.builder("ticketblue.passwords.work").register(meters);
        for (int number = 1; number <= parallel; number++) {
            this.workers.add(Thread.ofPlatform()
                .daemon()
                .name("password-" + number)
                .priority(Thread.MIN_PRIORITY)
                .start(this::work));
        }
    }

    /**
     * Waits for its turn and does the work on another thread.
     * @throws Overloaded if too many wait already, or its turn did not come in time; then
     * nothing was done
     * @throws Unavailable if the work was begun and takes too long
     */
    public <T> T call(Lane lane, Supplier<T> work) {
        try (Slot slot = slot(lane)) {
            slot.reserve();
            return slot.call(work);
        }
    }

    /**
     * Creates a slot for callers that must reserve capacity before the work that precedes
     * the hash.
     * @return a slot that is not reserved yet
     */
    public Slot slot(Lane lane) {
        return new Slot(lane);
    }

    private <T> T await(Lane lane, Task<T> task) {
        try {
            return task.get(this.longestWait.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (TimeoutException ex) {
            return late(lane, task);
        }
        catch (ExecutionException ex) {
            throw failure(ex);
        }
        catch (InterruptedException ex) {
            this.queues.withdraw(lane, task);
            Thread.currentThread().interrupt();
            throw new Unavailable();
        }
    }

    /** Its turn has not come, or its work is under way. */
    private <T> T late(Lane lane, Task<T> task) {
        if (this.queues.withdraw(lane, task)) {
            throw TaskQueues.overloaded(this.longestWait);
        }
        try {
            return task.get(LONGEST_WORK.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (TimeoutException ex) {
            throw new Unavailable();
        }
        catch (ExecutionException ex) {
            throw failure(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new Unavailable();
        }
    }

    private static RuntimeException failure(ExecutionException thrown) {
        return switch (thrown.getCause()) {
            case RuntimeException ex -> ex;
            case Error error -> throw error;
            case null, default -> new IllegalStateException("Work around a password failed", thrown);
        };
    }

    private void work() {
        try {
            while (true) {
                Task<?> task = this.queues.next();
                long began = this.nanos.getAsLong();
                task.run();
                long took = this.nanos.getAsLong() - began;
                this.workTime.record(took, TimeUnit.NANOSECONDS);
                this.queues.learn(took);
            }
        }
        catch (InterruptedException ex) {
            // The application ends.
            Thread.currentThread().interrupt();
        }
    }

    /** How many wait. */
    int waitingIn(Lane lane) {
        return this.queues.waitingIn(lane);
    }

    @Override
    public void destroy() {
        this.workers.forEach(Thread::interrupt);
    }

    /** Who waits for a hash. */
    public enum Lane {

        /** Somebody who has an account. */
        SIGN_IN,

        /** Somebody who wants one. */
        SIGN_UP

    }

    /** Room for one piece of work. For one thread; it must be closed. */
    public final class Slot implements AutoCloseable {

        private final Lane lane;

        private boolean reserved;

        private Slot(Lane lane) {
            this.lane = lane;
        }

        /**
         * Keeps room for the work.
         * @throws Overloaded if too many wait already
         */
        public void reserve() {
            HashingQueue.this.queues.reserve(this.lane);
            this.reserved = true;
        }

        /** Gives the room back, if it is reserved. */
        public void release() {
            if (this.reserved) {
                this.reserved = false;
                HashingQueue.this.queues.release(this.lane);
            }
        }

        /**
         * Waits for its turn in the reserved room and does the work on another thread.
         * @throws Overloaded if its turn did not come in time; then nothing was done
         * @throws Unavailable if the work was begun and takes too long
         */
        public <T> T call(Supplier<T> work) {
            if (!this.reserved) {
                throw new IllegalStateException("No room was reserved");
            }
            Task<T> task = new Task<>(work);
            this.reserved = false;
            HashingQueue.this.queues.add(this.lane, task);
            return await(this.lane, task);
        }

        @Override
        public void close() {
            release();
        }

    }

}
