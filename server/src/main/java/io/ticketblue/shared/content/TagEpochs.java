package io.ticketblue.shared.content;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts how often each tag was invalidated on this node, in a fixed number of counters.
 * Tags that share one invalidate each other, which costs a load and is never wrong.
 */
final class TagEpochs {

    private static final int COUNTERS = 1 << 14;

    private final AtomicLongArray counters = new AtomicLongArray(COUNTERS);

    private final AtomicLong all = new AtomicLong();

    /** A number that grows with each invalidation of the tag. */
    long of(String tag) {
        return this.counters.get(slot(tag)) + this.all.get();
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
