package io.ticketblue.accounts.internal.password;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ticketblue.shared.Overloaded;
import io.ticketblue.shared.Unavailable;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Does the work around password hashes on a few threads of its own, so that a rush leaves
 * processors and memory to everybody else. Sign-ins and sign-ups wait in two queues, each
 * first come, first served. While both have somebody waiting, three sign-ins go before
 * each sign-up, so neither can stop the other.
 * <p>
 * Whoever would wait too long is refused at once: when the queue is full, or when the
 * work before it takes longer than the longest wait by what it took so far.
 */
@Component
public class HashingQueue implements DisposableBean {

    /** So many sign-ins go before a sign-up that waits. */
    private static final int SIGN_INS_FIRST = 3;

    /** How long begun work may take; a database that hangs does not hold its caller. */
    private static final Duration LONGEST_WORK = Duration.ofSeconds(5);

    private static final Duration SHORTEST_RETRY = Duration.ofSeconds(2);

    /** Weight of the latest in the moving average of how long work takes. */
    private static final double LATEST = 0.1;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition arrived = this.lock.newCondition();

    private final Map<Lane, Waiting> lanes = new EnumMap<>(Lane.class);

    private final List<Thread> workers = new ArrayList<>();

    private final Duration longestWait;

    private final Timer workTime;

    private final LongSupplier nanos;

    private int signInsInARow;

    private double usualNanos;

    @Autowired
    HashingQueue(PasswordSettings settings, MeterRegistry meters) {
        this(settings, meters, System::nanoTime);
    }

    HashingQueue(PasswordSettings settings, MeterRegistry meters, LongSupplier nanos) {
        int parallel = settings.parallelOn(Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory());
        this.nanos = nanos;
        this.longestWait = settings.longestWait();
        this.lanes.put(Lane.SIGN_IN, new Waiting(Lane.SIGN_IN, "sign-in", settings.queue(), meters));
        this.lanes.put(Lane.SIGN_UP, new Waiting(Lane.SIGN_UP, "sign-up", settings.signUpQueue(), meters));
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
        Task<T> task = new Task<>(work);
        enter(lane, task);
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
            withdraw(lane, task);
            Thread.currentThread().interrupt();
            throw new Unavailable();
        }
    }

    private void enter(Lane lane, Task<?> task) {
        this.lock.lock();
        try {
            Waiting waiting = waiting(lane);
            Duration expected = expectedWait(lane);
            if (waiting.tasks.size() >= waiting.longest || expected.compareTo(this.longestWait) > 0) {
                waiting.refused.increment();
                throw overloaded(expected);
            }
            waiting.tasks.addLast(task);
            this.arrived.signal();
        }
        finally {
            this.lock.unlock();
        }
    }

    /** How long the work that goes before the next one of a queue usually takes. */
    private Duration expectedWait(Lane lane) {
        int own = waiting(lane).tasks.size();
        int others = waiting((lane == Lane.SIGN_IN) ? Lane.SIGN_UP : Lane.SIGN_IN).tasks.size();
        int before = (lane == Lane.SIGN_IN) ? own + Math.min(others, own / SIGN_INS_FIRST)
                : own + Math.min(others, (own + 1) * SIGN_INS_FIRST);
        return Duration.ofNanos((long) (before * this.usualNanos / this.workers.size()));
    }

    private static Overloaded overloaded(Duration expected) {
        return new Overloaded((expected.compareTo(SHORTEST_RETRY) > 0) ? expected : SHORTEST_RETRY);
    }

    /** Its turn has not come, or its work is under way. */
    private <T> T late(Lane lane, Task<T> task) {
        if (withdraw(lane, task)) {
            throw overloaded(this.longestWait);
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

    private boolean withdraw(Lane lane, Task<?> task) {
        this.lock.lock();
        try {
            Waiting waiting = waiting(lane);
            boolean waited = waiting.tasks.remove(task);
            if (waited) {
                waiting.refused.increment();
            }
            return waited;
        }
        finally {
            this.lock.unlock();
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
                Task<?> task = next();
                long began = this.nanos.getAsLong();
                task.run();
                long took = this.nanos.getAsLong() - began;
                this.workTime.record(took, TimeUnit.NANOSECONDS);
                learn(took);
            }
        }
        catch (InterruptedException ex) {
            // The application ends.
            Thread.currentThread().interrupt();
        }
    }

    private void learn(long took) {
        this.lock.lock();
        try {
            this.usualNanos = (this.usualNanos == 0) ? took : this.usualNanos + LATEST * (took - this.usualNanos);
        }
        finally {
            this.lock.unlock();
        }
    }

    private Task<?> next() throws InterruptedException {
        this.lock.lockInterruptibly();
        try {
            Lane lane = lane();
            while (lane == null) {
                this.arrived.await();
                lane = lane();
            }
            this.signInsInARow = (lane == Lane.SIGN_IN) ? this.signInsInARow + 1 : 0;
            Task<?> task = waiting(lane).tasks.removeFirst();
            waiting(lane).wait.record(System.nanoTime() - task.since, TimeUnit.NANOSECONDS);
            return task;
        }
        finally {
            this.lock.unlock();
        }
    }

    private @Nullable Lane lane() {
        boolean signIn = !waiting(Lane.SIGN_IN).tasks.isEmpty();
        boolean signUp = !waiting(Lane.SIGN_UP).tasks.isEmpty();
        if (signIn && (!signUp || this.signInsInARow < SIGN_INS_FIRST)) {
            return Lane.SIGN_IN;
        }
        return signUp ? Lane.SIGN_UP : null;
    }

    private Waiting waiting(Lane lane) {
        Waiting waiting = this.lanes.get(lane);
        if (waiting == null) {
            throw new IllegalStateException("No queue for " + lane);
        }
        return waiting;
    }

    /** How many wait. */
    int waitingIn(Lane lane) {
        this.lock.lock();
        try {
            return waiting(lane).tasks.size();
        }
        finally {
            this.lock.unlock();
        }
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

    private final class Waiting {

        private final Deque<Task<?>> tasks = new ArrayDeque<>();

        private final int longest;

        private final Timer wait;

        private final Counter refused;

        private Waiting(Lane lane, String queue, int longest, MeterRegistry meters) {
            this.longest = longest;
            this.wait = Timer.builder("ticketblue.passwords.wait").tag("queue", queue).register(meters);
            this.refused = Counter.builder("ticketblue.passwords.refused").tag("queue", queue).register(meters);
            Gauge.builder("ticketblue.passwords.waiting", () -> waitingIn(lane)).tag("queue", queue).register(meters);
        }

    }

    private static final class Task<T> extends FutureTask<T> {

        private final long since = System.nanoTime();

        private Task(Supplier<T> work) {
            super(work::get);
        }

    }

}
