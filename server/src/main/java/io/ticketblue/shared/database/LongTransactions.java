package io.ticketblue.shared.database;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.DelegatingTransactionDefinition;

/**
 * Transactions whose statements may take longer than a request is ready to wait. The
 * timeout of a transaction ({@code @Transactional(timeout = LongTransactions.SECONDS)})
 * is how long each of its statements may be without an answer; without one it is the
 * connection's own,
 * {@code spring.datasource.hikari.data-source-properties.socketTimeout}. It holds at this
 * end of the connection, because a server that hangs does not watch its clock.
 * <p>
 * Those that write begin on the primary.
 */
public final class LongTransactions extends WritesToPrimary {

    /** For work over whole ledgers: making rounds, audits, reports. */
    public static final int SECONDS = 120;

    private static final int MILLIS = 1000;

    LongTransactions(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        begin(transaction, definition);
        int timeout = determineTimeout(definition);
        if (timeout > 0) {
            try {
                extend(((JdbcTransactionObjectSupport) transaction).getConnectionHolder().getConnection(), timeout);
            }
            catch (RuntimeException | Error ex) {
                // Spring takes back only what its own doBegin has bound.
                doCleanupAfterCompletion(transaction);
                throw ex;
            }
        }
    }

    /** Without the timeout, which Spring would have the server measure. */
    private void begin(Object transaction, TransactionDefinition definition) {
        super.doBegin(transaction, new DelegatingTransactionDefinition(definition) {
            @Override
            public int getTimeout() {
                return TIMEOUT_DEFAULT;
            }
        });
    }

    /**
     * The server itself rolls back what a broken connection leaves behind; a failure here
     * would only hide why the connection broke.
     */
    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        try {
            super.doRollback(status);
        }
        catch (RuntimeException ex) {
            if (!isClosed((JdbcTransactionObjectSupport) status.getTransaction())) {
                throw ex;
            }
        }
    }

    private static boolean isClosed(JdbcTransactionObjectSupport transaction) {
        try {
            return transaction.getConnectionHolder().getConnection().isClosed();
        }
        catch (SQLException ex) {
            return true;
        }
    }

    /** The pool takes it back when it gets the connection. */
    private static void extend(Connection connection, int seconds) {
        try {
            connection.setNetworkTimeout(Runnable::run, seconds * MILLIS);
        }
        catch (SQLException ex) {
            throw new CannotCreateTransactionException("The connection takes no timeout", ex);
        }
    }

}
