package io.ticketblue.shared.database;

import java.sql.SQLTransientConnectionException;

import org.jspecify.annotations.Nullable;

/**
 * All connections of a pool are in use. The database itself may be well, so this is no
 * reason to read another one.
 */
public final class ConnectionShortage extends SQLTransientConnectionException {

    private static final String NO_CONNECTION = "08001";

    /**
     * Says that no connection became free in time.
     * @param reason for the log
     * @param cause what the pool threw, null if it was not asked
     */
    public ConnectionShortage(String reason, @Nullable Throwable cause) {
        super(reason, NO_CONNECTION, cause);
    }

}
