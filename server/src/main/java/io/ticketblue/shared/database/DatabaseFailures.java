package io.ticketblue.shared.database;

import java.sql.SQLTransientConnectionException;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells a database that is away or busy from a mistake. */
public final class DatabaseFailures {

    private DatabaseFailures() {
    }

    /**
     * Whether the same may succeed once the database is back or less busy.
     * @param thrown what was thrown
     * @return whether it is no mistake of a program
     */
    public static boolean isOutage(Throwable thrown) {
        return thrown instanceof CannotCreateTransactionException || thrown instanceof TransactionSystemException
                || thrown instanceof DataAccessResourceFailureException || thrown instanceof QueryTimeoutException
                || thrown instanceof RecoverableDataAccessException || thrown instanceof ConcurrencyFailureException
                || thrown instanceof SQLTransientConnectionException;
    }

}
