package io.ticketblue.shared.content;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts how often each tag was invalidated on this node, in a fixed number of counters.
 * Tags that share one invalidate each other, which costs a load and is never wrong.
 */
class TagEpochs {

    private static final int COUNTERS = 1 << 14;

    private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);

    private final AtomicLong all = new AtomicLong();

    /** A number that grows with each invalidation of the tag. */
    long of(String tag) {
        return this.counters.get(slot(tag)) + this.all.get();
    }

    /**
     * What content counts as that is about to be loaded. It must be taken before the
     * loading: what was read before a commit and arrives after the invalidation is then
     * older than what anybody asks for.
     */
    long beforeLoading(String tag) {
        return of(tag);
    }

    void next(String tag) {
        this.counters.incrementAndGet(slot(tag));
    }

    void nextOfAll() {
        this.all.incrementAndGet();
    }

    private static int slot(String tag) {
        int hash = tag.hashCode() * 0x9E3779B9;
        return (hash >>> 16) & (COUNTERS - 1);
    }

}
