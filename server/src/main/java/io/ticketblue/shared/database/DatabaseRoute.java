package io.ticketblue.shared.database;

import java.lang.ScopedValue.CallableOp;

/**
 * Where the connections come from that the calling thread asks for. A transaction that
 * writes always gets one to the primary, wherever it begins.
 */
public enum DatabaseRoute {

    /** The database that takes writes. */
    PRIMARY,

    /** The read replica. */
    REPLICA;

    private static final ScopedValue<DatabaseRoute> PRESENT = ScopedValue.newInstance();

    /**
     * The route that holds now.
     * @return {@link #PRIMARY} unless a call came through {@link #call}
     */
    public static DatabaseRoute present() {
        return PRESENT.isBound() ? PRESENT.get() : PRIMARY;
    }

    /**
     * Has all connections that are asked for meanwhile take this route.
     * @param <T> what is returned
     * @param <X> what may be thrown
     * @param work what asks for connections
     * @return what the work returns
     * @throws X if the work does
     */
    public <T, X extends Throwable> T call(CallableOp<? extends T, X> work) throws X {
        try {
            return ScopedValue.where(PRESENT, this).call(work);
        }
        finally {
            if (this == REPLICA) {
                // Also if it threw: the replica may have said that there is nothing.
                TrackedReads.replicaAnswered();
            }
        }
    }

}
