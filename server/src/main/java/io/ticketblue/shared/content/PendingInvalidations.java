package io.ticketblue.shared.content;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The invalidations that Redis has yet to take, and those of the last minutes, of this
 * node and of others. A Redis that comes back with older data lacks some of the latter,
 * while content lives that was stored before them; so all of them are repeated. Their
 * number is bounded; beyond it this node reads nothing from Redis until all content that
 * is there now has expired.
 * <p>
 * Safe for use by several threads.
 */
class PendingInvalidations {

    private static final int MOST = 10_000;

    /** Content that was loaded just before an invalidation, and stored after it, too. */
    private static final long REMEMBERED = ContentKind.LONGEST_IN_REDIS.plus(Duration.ofMinutes(1)).toNanos();

    private final LongSupplier nanos;

    private final int most;

    /** The latest time of each tag, the oldest first. */
    private final LinkedHashMap<String, Long> recent = new LinkedHashMap<>();

    private final LinkedHashMap<String, Long> pending = new LinkedHashMap<>();

    private long added;

    private boolean connectionChanged;

    private boolean allPending;

    private long incompleteUntil;

    private long distrustUntil;

    PendingInvalidations() {
        this(System::nanoTime, MOST);
    }

    PendingInvalidations(LongSupplier nanos, int most) {
        this.nanos = nanos;
        this.most = most;
        this.incompleteUntil = nanos.getAsLong();
        this.distrustUntil = this.incompleteUntil;
    }

    /** Remembers a tag that was invalidated, here or on another node. */
    synchronized void remember(String tag) {
        long now = this.nanos.getAsLong();
        this.recent.remove(tag);
        this.recent.put(tag, now);
        Iterator<Long> oldest = this.recent.values().iterator();
        while (oldest.hasNext()) {
            boolean expired = now - oldest.next() > REMEMBERED;
            if (!expired && this.recent.size() <= this.most) {
                return;
            }
            if (!expired) {
                this.incompleteUntil = now + REMEMBERED;
            }
            oldest.remove();
        }
    }

    /** Adds a tag that Redis has not invalidated. */
    synchronized void add(String tag) {
        if (this.pending.containsKey(tag) || this.pending.size() < this.most) {
            this.added++;
            this.pending.put(tag, this.added);
        }
        else {
            invalidateAll();
        }
    }

    /**
     * Redis may be another, or have older data, from now on. That does not matter to a
     * node that knows of no invalidation, such as one that has just started.
     */
    synchronized void connectionChanged() {
        this.connectionChanged = !this.recent.isEmpty();
    }

    /** Adds what has to be repeated because of a changed connection. */
    synchronized void addRecent() {
        if (!this.connectionChanged) {
            return;
        }
        this.connectionChanged = false;
        long now = this.nanos.getAsLong();
        if (now - this.incompleteUntil < 0) {
            invalidateAll();
        }
        this.recent.forEach((tag, time) -> {
            if (now - time <= REMEMBERED) {
                add(tag);
            }
        });
    }

    /** Invalidates everything: more was changed than is known by its tags. */
    private void invalidateAll() {
        this.allPending = true;
        distrust();
    }

    /** Reads nothing from Redis until what is there now has expired. */
    synchronized void distrust() {
        this.distrustUntil = this.nanos.getAsLong() + REMEMBERED;
    }

    synchronized boolean isAllPending() {
        return this.allPending;
    }

    synchronized void allDone() {
        this.allPending = false;
    }

    /** Some of the tags that Redis has to invalidate, the first ones first. */
    synchronized Map<String, Long> next(int limit) {
        Map<String, Long> some = new LinkedHashMap<>();
        for (Map.Entry<String, Long> entry : this.pending.entrySet()) {
            if (some.size() == limit) {
                break;
            }
            some.put(entry.getKey(), entry.getValue());
        }
        return some;
    }

    /** Removes tags that Redis has invalidated, but for those that were added again. */
    synchronized void done(Map<String, Long> tags) {
        tags.forEach(this.pending::remove);
    }

    /** Whether Redis may still have what this node knows to be old. */
    synchronized boolean isBehind() {
        return this.connectionChanged || this.allPending || !this.pending.isEmpty()
                || this.nanos.getAsLong() - this.distrustUntil < 0;
    }

}
