package io.ticketblue.shared.database.replica;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how far the replica is behind by a row that the nodes write on the primary
 * every second: what the replica has of that row tells up to when it has everything. The
 * times compared are all of the primary's clock. It has connections of its own, so that a
 * full pool is not taken for an outage, and every step ends after a second.
 */
final class ReplicaProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaProbe.class);

    private static final String MILLIS_PER_STEP = "1000";

    /**
     * One of the nodes writes it, whoever is first; a clock that was set back does not
     * stop it.
     */
    private static final String BEAT = """
            UPDATE replica_heartbeat SET written_at = UTC_TIMESTAMP(6)
            WHERE id = 1 AND (written_at <= UTC_TIMESTAMP(6) - INTERVAL 1 SECOND OR written_at > UTC_TIMESTAMP(6))
            """;

    private static final String PRIMARY_TIME = """
            SELECT installation, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))
            FROM replica_heartbeat WHERE id = 1
            """;

    private static final String REPLICA_TIME = """
            SELECT installation, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', written_at), @@read_only
            FROM replica_heartbeat WHERE id = 1
            """;

    /** Newer servers have further values, which all refuse writes. */
    private static final Set<String> WRITABLE = Set.of("0", "OFF");

    private final Server primary;

    private final Server replica;

    private final ReplicaStatus status;

    private @Nullable String installation;

    private long primaryMicros;

    private boolean primaryFailed;

    ReplicaProbe(Server primary, Server replica, ReplicaStatus status) {
        this.primary = primary;
        this.replica = replica;
        this.status = status;
    }

    /** Looks at both servers and tells the status. */
    void look() {
        askPrimary();
        try {
            Row row = this.replica.read(REPLICA_TIME);
            if (!row.readOnly()) {
                this.status.fault(ReplicaState.PROMOTED, null);
            }
            else if (this.installation == null) {
                this.status.fault(ReplicaState.RECOVERING, null);
            }
            else if (!row.installation().equals(this.installation)) {
                this.status.fault(ReplicaState.FOREIGN, null);
            }
            else {
                this.status.lags(Duration.of(Math.max(0, this.primaryMicros - row.micros()), ChronoUnit.MICROS));
            }
        }
        catch (SQLException ex) {
            this.status.fault(ReplicaState.DOWN, ex);
        }
    }

    private void askPrimary() {
        try {
            this.primary.execute(BEAT);
            Row row = this.primary.read(PRIMARY_TIME);
            this.installation = row.installation();
            this.primaryMicros = row.micros();
            this.primaryFailed = false;
        }
        catch (SQLException ex) {
            if (!this.primaryFailed) {
                this.primaryFailed = true;
                LOG.warn("The replica's lag cannot be measured, the primary does not take the heartbeat: {}",
                        ex.getMessage());
            }
        }
    }

    @Override
    public void close() {
        this.primary.close();
        this.replica.close();
    }

    /**
     * What a server answered.
     *
     * @param installation whose database it is
     * @param micros its time, in microseconds since 1970
     * @param readOnly whether it refuses writes
     */
    private record Row(String installation, long micros, boolean readOnly) {
    }

    /** A connection that is opened again after a failure. */
    static final class Server {

        private final String url;

        private final Properties properties = new Properties();

        private @Nullable Connection connection;

        Server(String url, @Nullable String username, @Nullable String password) {
            this.url = url;
            this.properties.setProperty("connectTimeout", MILLIS_PER_STEP);
            this.properties.setProperty("socketTimeout", MILLIS_PER_STEP);
            if (username != null) {
                this.properties.setProperty("user", username);
            }
            if (password != null) {
                this.properties.setProperty("password", password);
            }
        }

        private Row read(String query) throws SQLException {
            try (Statement statement = open().createStatement(); ResultSet row = statement.executeQuery(query)) {
                if (!row.next()) {
                    throw new SQLException("The table replica_heartbeat is empty");
                }
                boolean writable = row.getMetaData().getColumnCount() < 3 || WRITABLE.contains(row.getString(3));
                return new Row(row.getString(1), row.getLong(2), !writable);
            }
            catch (SQLException ex) {
                close();
                throw ex;
            }
        }

        private void execute(String update) throws SQLException {
            try (Statement statement = open().createStatement()) {
                statement.executeUpdate(update);
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

        private void close() {
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

}
