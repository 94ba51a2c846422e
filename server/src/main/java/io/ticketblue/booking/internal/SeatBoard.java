package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.ticketblue.booking.internal.LedgerQueries.Taken;
import io.ticketblue.shared.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * The seats of one round as many readers see them, read from the ledger for all of them
 * at once. Whoever asks after a change on this node sees the change; changes of other
 * nodes are seen within the greatest age. However many ask, reading and drawing take no
 * more than about a quarter of one processor, since each reading is followed by a rest of
 * three times its length.
 */
public final class SeatBoard {

    private static final int REST = 3;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final Duration FAILURE_KEPT = Duration.ofSeconds(1);

    private final RoundPlan plan;

    private final Supplier<Map<Long, Taken>> ledger;

    private final Clock clock;

    private final long greatestAge;

    private final AtomicLong changes = new AtomicLong();

    /** Held while the ledger is read; who changes the ledger never waits for it. */
    private final ReentrantLock reading = new ReentrantLock();

    private final ReentrantLock waiting = new ReentrantLock();

    private final Condition changed = this.waiting.newCondition();

    private volatile @Nullable Reading last;

    private volatile @Nullable Long failedAt;

    /**
     * Creates the board of a round.
     * @param plan its seats
     * @param ledger reads the seats that carry a reservation
     * @param clock tells which holds have passed
     * @param greatestAge how old an answer may be if nothing changed on this node
     */
    SeatBoard(RoundPlan plan, Supplier<Map<Long, Taken>> ledger, Clock clock, Duration greatestAge) {
        this.plan = plan;
        this.ledger = ledger;
        this.clock = clock;
        this.greatestAge = greatestAge.toNanos();
    }

    RoundPlan plan() {
        return this.plan;
    }

    /** Whether all seats were sold at most the greatest age ago. */
    boolean soldOut() {
        Reading present = this.last;
        SeatSnapshot snapshot = (present != null && isRecent(present)) ? present.snapshot() : current();
        return snapshot.soldOut();
    }

    /**
     * The seats as they are now.
     * @throws Unavailable if the ledger cannot be read, or not within five seconds
     */
    public SeatSnapshot current() {
        long seen = this.changes.get();
        Reading present = this.last;
        if (present != null && isFresh(present, seen)) {
            return present.snapshot();
        }
        if (!lockReading()) {
            throw new Unavailable();
        }
        try {
            present = this.last;
            if (present != null && isFresh(present, seen)) {
                return present.snapshot();
            }
            if (hasJustFailed()) {
                throw new Unavailable();
            }
            return read(present);
        }
        finally {
            this.reading.unlock();
        }
    }

    private boolean lockReading() {
        try {
            return !hasJustFailed() && this.reading.tryLock(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** So that those who waited for a reading that failed do not each try in turn. */
    private boolean hasJustFailed() {
        Long at = this.failedAt;
        return at != null && System.nanoTime() - at < FAILURE_KEPT.toNanos();
    }

    /**
     * Waits until the seats differ from what somebody has seen.
     * @param seen what was seen
     * @param patience how long to wait at most
     * @return the seats as they are then, perhaps still the same
     * @throws InterruptedException if the waiting is interrupted
     */
    SeatSnapshot next(SeatSnapshot seen, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long change = this.changes.get();
        SeatSnapshot present = current();
        while (present.sameAs(seen) && System.nanoTime() < end) {
            awaitChange(change);
            change = this.changes.get();
            present = current();
        }
        return present;
    }

    /** Says that this node has changed the ledger. */
    void change() {
        this.changes.incrementAndGet();
        this.waiting.lock();
        try {
            this.changed.signalAll();
        }
        finally {
            this.waiting.unlock();
        }
    }

    /**
     * Returns after the greatest age at the latest, since other nodes and the clock
     * change seats as well.
     */
    private void awaitChange(long seen) throws InterruptedException {
        this.waiting.lock();
        try {
            if (this.changes.get() == seen) {
                this.changed.await(this.greatestAge, TimeUnit.NANOSECONDS);
            }
        }
        finally {
            this.waiting.unlock();
        }
    }

    private boolean isFresh(Reading reading, long change) {
        return reading.change() >= change && isRecent(reading);
    }

    private boolean isRecent(Reading reading) {
        return System.nanoTime() - reading.at() < this.greatestAge;
    }

    private SeatSnapshot read(@Nullable Reading before) {
        if (before != null) {
            long cost = before.cost() + before.snapshot().drawingCost();
            long rest = before.at() + cost * REST - System.nanoTime();
            if (rest > 0) {
                LockSupport.parkNanos(Math.min(rest, this.greatestAge));
            }
        }
        long start = System.nanoTime();
        long change = this.changes.get();
        Instant now = this.clock.instant();
        SeatSnapshot snapshot = SeatSnapshot.of(this.plan, taken(), now);
        if (before != null && snapshot.sameAs(before.snapshot())) {
            snapshot = before.snapshot();
        }
        long end = System.nanoTime();
        this.last = new Reading(snapshot, change, end, end - start);
        return snapshot;
    }

    private Map<Long, Taken> taken() {
        try {
            Map<Long, Taken> taken = this.ledger.get();
            this.failedAt = null;
            return taken;
        }
        catch (RuntimeException ex) {
            this.failedAt = System.nanoTime();
            throw ex;
        }
    }

    /**
     * A reading of the ledger.
     *
     * @param snapshot what was read
     * @param change the last change of this node that it shows
     * @param at when it was read
     * @param cost how many nanoseconds that took
     */
    private record Reading(SeatSnapshot snapshot, long change, long at, long cost) {
    }

}
