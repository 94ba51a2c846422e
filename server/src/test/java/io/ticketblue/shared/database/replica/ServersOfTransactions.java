package io.ticketblue.shared.database.replica;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** Asks the server of each transaction who it is, while a test wants to know. */
final class ServersOfTransactions implements TransactionExecutionListener {

    static final int PRIMARY = 1;

    static final int REPLICA = 2;

    private final ObjectProvider<DataSource> source;

    private final List<Begun> begun = new CopyOnWriteArrayList<>();

    private final ThreadLocal<Boolean> watching = ThreadLocal.withInitial(() -> false);

    ServersOfTransactions(ObjectProvider<DataSource> source) {
        this.source = source;
    }

    /** What began on this thread while the work was done. */
    List<Begun> during(Runnable work) {
        this.begun.clear();
        this.watching.set(true);
        try {
            work.run();
        }
        finally {
            this.watching.set(false);
        }
        return List.copyOf(this.begun);
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        if (!this.watching.get() || failure != null) {
            return;
        }
        Connection connection = DataSourceUtils.getConnection(this.source.getObject());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@server_id")) {
            row.next();
            this.begun.add(new Begun(transaction.getTransactionName(), row.getInt(1), transaction.isReadOnly(),
                    connection.isReadOnly()));
        }
        catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
        finally {
            DataSourceUtils.releaseConnection(connection, this.source.getObject());
        }
    }

    /**
     * A transaction.
     *
     * @param name the class and method that it is of
     * @param server the server's number
     * @param readOnly whether the transaction is
     * @param connectionReadOnly whether its connection is
     */
    record Begun(String name, int server, boolean readOnly, boolean connectionReadOnly) {
    }

}
