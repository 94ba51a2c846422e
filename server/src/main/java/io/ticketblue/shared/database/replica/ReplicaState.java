package io.ticketblue.shared.database.replica;

/** Whether the replica can be read, and if not, why. */
enum ReplicaState {

    /** It serves reads. */
    IN_USE,

    /** It works, and serves reads after some more checks that find nothing wrong. */
    RECOVERING,

    /** It is further behind the primary than is allowed, or replicates no longer. */
    LAGGING,

    /**
     * The primary has not told its time for longer than is allowed, so nobody knows how
     * far the replica is behind.
     */
    UNMEASURED,

    /** It does not answer, or has not got the tables yet. */
    DOWN,

    /** It takes writes, so what it holds is no copy any more. */
    PROMOTED,

    /** It is a copy of another installation's database. */
    FOREIGN;

    /** Whether its data are of this installation, as far as they go. */
    boolean isReadable() {
        return this != DOWN && this != FOREIGN;
    }

}
