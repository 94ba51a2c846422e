package io.ticketblue.shared.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells failures of a database that is unavailable or busy from mistakes. */
public final class DatabaseFailures {

    /** MariaDB's error code {@code ER_LOCK_DEADLOCK}. */
    private static final int DEADLOCK = 1213;

    private static final String CONNECTION_FAILED = "08";

    private DatabaseFailures() {
    }

    /**
     * Whether the same may succeed once the database is back or less busy.
     */
    public static boolean isOutage(Throwable thrown) {
        return thrown instanceof CannotCreateTransactionException || thrown instanceof TransactionSystemException
                || thrown instanceof DataAccessResourceFailureException || thrown instanceof QueryTimeoutException
                || thrown instanceof RecoverableDataAccessException || thrown instanceof ConcurrencyFailureException
                || thrown instanceof SQLTransientConnectionException;
    }

    /**
     * Whether a connection broke, or none was given out: SQLSTATE class 08. The circuit
     * breaker logs such an outage once, when it begins and when it ends.
     */
    public static boolean isConnectionLost(Throwable thrown) {
        for (@Nullable
        Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException || cause instanceof SQLException failure
                    && failure.getSQLState() != null && failure.getSQLState().startsWith(CONNECTION_FAILED)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether no connection was given out only because all were in use. Such a failure is
     * also {@link #isConnectionLost}.
     */
    public static boolean isShortage(Throwable thrown) {
        for (@Nullable
        Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectionShortage) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the database rolled the transaction back to end a deadlock. Spring has no
     * exception of its own for it: waiting too long for a lock looks the same but for the
     * error code. The same transaction may be tried again at once.
     */
    public static boolean isDeadlock(Throwable thrown) {
        for (@Nullable
        Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure) {
                return failure.getErrorCode() == DEADLOCK;
            }
        }
        return false;
    }

}
