package io.ticketblue.shared.database;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What reads returned, and where from. It holds for reads of the calling thread, not for
 * threads that it starts.
 *
 * @param <T> what was read
 * @param value what the reads returned
 * @param fromReplica whether the replica answered any of them, so that the value may be
 * old
 */
public record TrackedReads<T extends @Nullable Object>(T value, boolean fromReplica) {

    private static final ScopedValue<AtomicBoolean> REPLICA_ANSWERED = ScopedValue.newInstance();

    /**
     * Runs reads. Calls may be nested: what the inner one reads counts for the outer one
     * too.
     * @param <T> what is read
     * @param reads reads only
     * @return what they return
     */
    public static <T extends @Nullable Object> TrackedReads<T> of(Supplier<T> reads) {
        AtomicBoolean replicaAnswered = new AtomicBoolean();
        try {
            T value = ScopedValue.where(REPLICA_ANSWERED, replicaAnswered).call(reads::get);
            return new TrackedReads<>(value, replicaAnswered.get());
        }
        finally {
            if (replicaAnswered.get()) {
                replicaAnswered();
            }
        }
    }

    static void replicaAnswered() {
        if (REPLICA_ANSWERED.isBound()) {
            REPLICA_ANSWERED.get().set(true);
        }
    }

}
