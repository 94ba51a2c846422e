package io.ticketblue.shared.database.replica;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeat over a connection of its own, so that a full pool is not taken for an
 * outage. After a failure the next call connects again; connecting and each statement end
 * after a second.
 */
final class JdbcHeartbeat implements Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcHeartbeat.class);

    private static final String TIMEOUT_MILLIS = "1000";

    /**
     * One of the nodes writes it, whoever is first; a clock that was set back does not
     * stop it.
     */
    private static final String WRITE = """
            UPDATE replica_heartbeat SET written_at = UTC_TIMESTAMP(6)
            WHERE id = 1 AND (written_at <= UTC_TIMESTAMP(6) - INTERVAL 1 SECOND OR written_at > UTC_TIMESTAMP(6))
            """;

    private static final String READ = """
            SELECT installation, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', written_at),
                TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)), @@read_only
            FROM replica_heartbeat WHERE id = 1
            """;

    /** Newer servers have further values, which all refuse writes. */
    private static final Set<String> WRITABLE = Set.of("0", "OFF");

    private final String url;

    private final Properties properties = new Properties();

    private @Nullable Connection connection;

    JdbcHeartbeat(String url, @Nullable String username, @Nullable String password) {
        this.url = url;
        this.properties.setProperty("connectTimeout", TIMEOUT_MILLIS);
        this.properties.setProperty("socketTimeout", TIMEOUT_MILLIS);
        if (username != null) {
            this.properties.setProperty("user", username);
        }
        if (password != null) {
            this.properties.setProperty("password", password);
        }
    }

    @Override
    public void write() throws SQLException {
        try (Statement statement = open().createStatement()) {
            statement.executeUpdate(WRITE);
        }
        catch (SQLException ex) {
            close();
            throw ex;
        }
    }

    @Override
    public Row read() throws SQLException {
        try (Statement statement = open().createStatement(); ResultSet row = statement.executeQuery(READ)) {
            if (!row.next()) {
                throw new SQLException("The table replica_heartbeat is empty");
            }
            return new Row(row.getString(1), row.getLong(2), row.getLong(3), !WRITABLE.contains(row.getString(4)));
        }
        catch (SQLException ex) {
            close();
            throw ex;
        }
    }

    private Connection open() throws SQLException {
        Connection present = this.connection;
        if (present == null) {
            present = DriverManager.getConnection(this.url, this.properties);
            this.connection = present;
        }
        return present;
    }

    @Override
    public void close() {
        Connection present = this.connection;
        this.connection = null;
        if (present != null) {
            try {
                present.close();
            }
            catch (SQLException ex) {
                LOG.debug("A broken connection could not be closed", ex);
            }
        }
    }

}
