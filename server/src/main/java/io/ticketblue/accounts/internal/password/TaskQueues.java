package io.ticketblue.accounts.internal.password;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ticketblue.accounts.internal.password.HashingQueue.Lane;
import io.ticketblue.shared.Overloaded;
import org.jspecify.annotations.Nullable;

/**
 * Two bounded queues of tasks, each first come, first served. While both have tasks,
 * three sign-ins go before each sign-up, so neither can stop the other. A task needs a
 * reserved slot, and a reserved slot counts as a task that waits.
 */
final class TaskQueues {

    /** So many sign-ins go before a sign-up that waits. */
    private static final int SIGN_INS_FIRST = 3;

    private static final Duration SHORTEST_RETRY = Duration.ofSeconds(2);

    /** Weight of the latest in the moving average of how long work takes. */
    private static final double LATEST = 0.1;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition arrived = this.lock.newCondition();

    private final Map<Lane, Waiting> lanes = new EnumMap<>(Lane.class);

    private final Duration longestWait;

    private final int workers;

    private int signInsInARow;

    private double usualNanos;

    TaskQueues(PasswordSettings settings, int workers, MeterRegistry meters) {
        this.longestWait = settings.longestWait();
        this.workers = workers;
        this.lanes.put(Lane.SIGN_IN, new Waiting(Lane.SIGN_IN, "sign-in", settings.queue(), meters));
        this.lanes.put(Lane.SIGN_UP, new Waiting(Lane.SIGN_UP, "sign-up", settings.signUpQueue(), meters));
    }

    /**
     * Reserves the slot of a task that is yet to come.
     * @throws Overloaded if the queue is full, or the work before it usually takes longer
     * than anybody waits
     */
    void reserve(Lane lane) {
        this.lock.lock();
        try {
            Waiting waiting = waiting(lane);
            Duration expected = expectedWait(lane);
            if (waiting.size() >= waiting.longest || expected.compareTo(this.longestWait) > 0) {
                waiting.refused.increment();
                throw overloaded(expected);
            }
            waiting.reserved++;
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Gives a reserved slot back. */
    void release(Lane lane) {
        this.lock.lock();
        try {
            waiting(lane).reserved--;
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Adds a task in place of a reserved slot. */
    void add(Lane lane, Task<?> task) {
        this.lock.lock();
        try {
            Waiting waiting = waiting(lane);
            waiting.reserved--;
            waiting.tasks.addLast(task);
            this.arrived.signal();
        }
        finally {
            this.lock.unlock();
        }
    }

    /**
     * Removes a task whose turn has not come.
     * @return false if it is being worked on, or done
     */
    boolean withdraw(Lane lane, Task<?> task) {
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

    /** The next task, as soon as there is one. */
    Task<?> next() throws InterruptedException {
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

    /** Learns how long work takes. */
    void learn(long tookNanos) {
        this.lock.lock();
        try {
            this.usualNanos = (this.usualNanos == 0) ? tookNanos
                    : this.usualNanos + LATEST * (tookNanos - this.usualNanos);
        }
        finally {
            this.lock.unlock();
        }
    }

    /** How many tasks wait. */
    int waitingIn(Lane lane) {
        this.lock.lock();
        try {
            return waiting(lane).tasks.size();
        }
        finally {
            this.lock.unlock();
        }
    }

    static Overloaded overloaded(Duration expected) {
        return new Overloaded((expected.compareTo(SHORTEST_RETRY) > 0) ? expected : SHORTEST_RETRY);
    }

    /** How long the work that goes before the next one of a queue usually takes. */
    private Duration expectedWait(Lane lane) {
        int own = waiting(lane).size();
        int others = waiting((lane == Lane.SIGN_IN) ? Lane.SIGN_UP : Lane.SIGN_IN).size();
        int before = (lane == Lane.SIGN_IN) ? own + Math.min(others, own / SIGN_INS_FIRST)
                : own + Math.min(others, (own + 1) * SIGN_INS_FIRST);
        return Duration.ofNanos((long) (before * this.usualNanos / this.workers));
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

    private final class Waiting {

        private final Deque<Task<?>> tasks = new ArrayDeque<>();

        private final int longest;

        private final Timer wait;

        private final Counter refused;

        private int reserved;

        private Waiting(Lane lane, String queue, int longest, MeterRegistry meters) {
            this.longest = longest;
            this.wait = Timer.builder("ticketblue.passwords.wait").tag("queue", queue).register(meters);
            this.refused = Counter.builder("ticketblue.passwords.refused").tag("queue", queue).register(meters);
            Gauge.builder("ticketblue.passwords.waiting", () -> waitingIn(lane)).tag("queue", queue).register(meters);
        }

        private int size() {
            return this.tasks.size() + this.reserved;
        }

    }

    /** Work that waits since it was made. */
    static final class Task<T> extends FutureTask<T> {

        private final long since = System.nanoTime();

        Task(Supplier<T> work) {
            super(work::get);
        }

    }

}
