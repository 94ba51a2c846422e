package io.ticketblue.accounts.internal.throttle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.ticketblue.shared.Overloaded;

/**
 * Attempts of one node that wait until another one of the same subject is decided, first
 * come, first served. Only the first of each line looks into the database for room, so a
 * crowd at one account costs no more queries than one attempt.
 */
final class WaitingLines {

    /** So many wait for one subject at most. */
    private static final int LONGEST = 100;

    private final Map<Subject, Line> lines = new ConcurrentHashMap<>();

    private final AtomicInteger waiting = new AtomicInteger();

    /** Whether others wait for the subject, so that it would be unfair not to join. */
    boolean isJoined(Subject subject) {
        return this.lines.containsKey(subject);
    }

    /**
     * Waits to be the first, and does something that others then wait for.
     * @param deadline by {@link System#nanoTime()}
     * @throws Overloaded if too many wait, or the turn does not come in time
     */
    <T> T inTurn(Subject subject, long deadline, Supplier<T> work) {
        Line line = this.lines.compute(subject,
                (key, present) -> ((present != null) ? present : new Line()).withOneMore());
        this.waiting.incrementAndGet();
        try {
            if (!line.awaitTurn(deadline)) {
                throw new Overloaded();
            }
            try {
                return work.get();
            }
            finally {
                line.turn.unlock();
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
        this.lines.computeIfPresent(subject, (key, line) -> line.isEmptyWithOneLess() ? null : line);
    }

    /** Its number of members changes while the map computes only. */
    private static final class Line {

        private final ReentrantLock turn = new ReentrantLock(true);

        private int members;

        private Line withOneMore() {
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
