package io.ticketblue.shared.database.replica;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Properties;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ticketblue.shared.database.ConnectionShortage;

/**
 * The pool of connections to the replica. They have the settings of those to the primary,
 * besides shorter timeouts, because the primary can still be asked after a failure. The
 * server refuses every write on them.
 */
final class ReplicaConnections implements AutoCloseable {

    private static final String CONNECT_TIMEOUT = "connectTimeout";

    private static final String SOCKET_TIMEOUT = "socketTimeout";

    private static final int MILLIS_FOR_A_CONNECTION = 1000;

    private static final int MILLIS_FOR_AN_ANSWER = 3000;

    private final HikariDataSource pool;

    ReplicaConnections(ReplicaSettings settings, HikariDataSource primary) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(primary.getPoolName() + "-replica");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.username());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.maximumPoolSize());
        config.setMinimumIdle(Math.min(primary.getMinimumIdle(), settings.maximumPoolSize()));
        config.setTransactionIsolation(primary.getTransactionIsolation());
        config.setReadOnly(true);
        config.setConnectionInitSql("SET SESSION TRANSACTION READ ONLY");
        config.setConnectionTimeout(MILLIS_FOR_A_CONNECTION);
        config.setValidationTimeout(MILLIS_FOR_A_CONNECTION / 2);
        // The application starts without it.
        config.setInitializationFailTimeout(-1);
        Properties properties = new Properties();
        properties.putAll(primary.getDataSourceProperties());
        properties.put(CONNECT_TIMEOUT, Integer.toString(MILLIS_FOR_A_CONNECTION));
        properties.put(SOCKET_TIMEOUT, Integer.toString(MILLIS_FOR_AN_ANSWER));
        config.setDataSourceProperties(properties);
        this.pool = new HikariDataSource(config);
    }

    Connection take() throws SQLException {
        try {
            return this.pool.getConnection();
        }
        catch (SQLTransientConnectionException ex) {
            throw isFull() ? new ConnectionShortage("No connection to the replica became free in time", ex) : ex;
        }
    }

    private boolean isFull() {
        return Objects.requireNonNull(this.pool.getHikariPoolMXBean()).getTotalConnections() >= this.pool
            .getMaximumPoolSize();
    }

    @Override
    public void close() {
        this.pool.close();
    }

}
