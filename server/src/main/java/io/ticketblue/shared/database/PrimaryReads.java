package io.ticketblue.shared.database;

import java.util.function.Supplier;

/**
 * Has reads that are {@link MayBeStale} go to the primary database, for callers that need
 * the present state: a cache that reads a value after it was invalidated would otherwise
 * keep what a replica still has. While the primary does not answer, such reads go to the
 * replica all the same. It holds for the calling thread, not for threads that it starts.
 */
public final class PrimaryReads {

    private static final ScopedValue<Boolean> REQUIRED = ScopedValue.newInstance();

    private PrimaryReads() {
    }

    /**
     * Runs reads on the primary.
     * @param <T> what is read
     * @param reads calls methods that may be stale
     * @return what they return
     */
    public static <T> T run(Supplier<T> reads) {
        return ScopedValue.where(REQUIRED, Boolean.TRUE).call(reads::get);
    }

    /**
     * Tells whether the present call came through {@link #run}.
     * @return true if no replica is wanted
     */
    public static boolean isRequired() {
        return REQUIRED.isBound();
    }

}
