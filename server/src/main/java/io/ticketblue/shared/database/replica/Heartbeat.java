package io.ticketblue.shared.database.replica;

import java.sql.SQLException;

/**
 * The table {@code replica_heartbeat} at one server. Every call ends after a few seconds,
 * also if the server does not answer.
 */
interface Heartbeat extends AutoCloseable {

    /** Writes the server's time into the row, once a second for all nodes together. */
    void write() throws SQLException;

    Row read() throws SQLException;

    @Override
    void close();

    /**
     * What the server has. Times are microseconds since 1970.
     *
     * @param installation whose database it is
     * @param writtenMicros when the row was written, by the primary's clock
     * @param nowMicros the time by the server's own clock
     * @param readOnly whether the server refuses writes
     */
    record Row(String installation, long writtenMicros, long nowMicros, boolean readOnly) {
    }

}
