package io.ticketblue.accounts.internal.throttle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.ticketblue.shared.Overloaded;

/**
 * Queues of attempts on one node, one for each subject, that wait until another attempt
 * of the subject is decided, first come, first served. Only the head of each queue asks
 * the database whether it may begin, so many attempts at one account cost no more queries
 * than one.
 */
final class AttemptQueues {

    /** The maximal length of the queue of one subject. */
    private static final int LONGEST = 100;

    private final Map<Subject, Queue> queues = new ConcurrentHashMap<>();

    private final AtomicInteger waiting = new AtomicInteger();

    /** Whether others wait for the subject; a new attempt then has to queue as well. */
    boolean isQueued(Subject subject) {
        return this.queues.containsKey(subject);
    }

    /**
     * Waits for the head of the subject's queue and does work there.
     * @param deadline by {@link System#nanoTime()}
     * @throws Overloaded if the queue is full, or its head is not reached by the deadline
     */
    <T> T inTurn(Subject subject, long deadline, Supplier<T> work) {
        Queue queue = this.queues.compute(subject,
                (key, present) -> ((present != null) ? present : new Queue()).withOneMore());
        this.waiting.incrementAndGet();
        try {
            if (!queue.awaitTurn(deadline)) {
                throw new Overloaded();
            }
            try {
                return work.get();
            }
            finally {
                queue.turn.unlock();
            }
        }
        finally {
            leave(subject);
        }
    }

    /** How many wait, whatever their subject. */
    int waiting() {
        return this.waiting.get();
    }

    private void leave(Subject subject) {
        this.waiting.decrementAndGet();
        this.queues.computeIfPresent(subject, (key, queue) -> queue.isEmptyWithOneLess() ? null : queue);
    }

    /** The number of members is changed only inside the map's compute methods. */
    private static final class Queue {

        private final ReentrantLock turn = new ReentrantLock(true);

        private int members;

        private Queue withOneMore() {
            if (this.members == LONGEST) {
                throw new Overloaded();
            }
            this.members++;
            return this;
        }

        private boolean isEmptyWithOneLess() {
            this.members--;
            return this.members == 0;
        }

        private boolean awaitTurn(long deadline) {
            try {
                return this.turn.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

    }

}
