package io.ticketblue.shared.database;

import java.util.function.Supplier;

/**
 * Reads that go to the primary database, and to the read replica only if the primary does
 * not answer: a connection to it breaks, or none can be made. If all connections are just
 * in use, the reads fail. For showing pages, whose facts have to be new as long as
 * anything can change them. What the replica then shows is what the primary had committed
 * until it stopped, but for the replica's lag at that moment. Never for what decides
 * something: what was decided by it would hold when the primary is back.
 */
public interface FallbackReads {

    /**
     * Reads the primary, or the replica if the primary does not answer. Inside a
     * transaction the reads belong to that.
     * @param <T> what is read
     * @param reads reads only, and may be run a second time
     * @return what was read
     */
    <T> T read(Supplier<T> reads);

    /**
     * Tells whether there is a replica that could be read if the primary did not answer.
     * @return false also without a replica
     */
    boolean arePossible();

}
