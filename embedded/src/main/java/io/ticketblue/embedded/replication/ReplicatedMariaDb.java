package io.ticketblue.embedded.replication;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.ticketblue.embedded.EmbeddedMariaDb;
import io.ticketblue.embedded.EmbeddedServerException;
import io.ticketblue.embedded.MariaDbCopy;
import io.ticketblue.embedded.MariaDbSettings;

/**
 * A primary and its replica, which repeats the binary log of the primary (rows, GTID) and
 * refuses the writes of usual accounts. Both can crash and be started again by
 * themselves; the replica then goes on where it was.
 */
public final class ReplicatedMariaDb implements AutoCloseable {

    private static final String[] PRIMARY = { "--server-id=1", "--log-bin=binlog", "--binlog-format=ROW",
            "--max-binlog-size=64M", "--binlog-expire-logs-seconds=86400" };

    private static final String[] REPLICA = { "--server-id=2", "--read-only", "--relay-log=relay",
            "--relay-log-recovery", "--slave-net-timeout=5" };

    private static final String READER = "reader";

    private static final Duration LONGEST_START = Duration.ofSeconds(20);

    private static final int POLL_MILLIS = 50;

    private final EmbeddedMariaDb primary;

    private final EmbeddedMariaDb replica;

    private ReplicatedMariaDb(EmbeddedMariaDb primary, EmbeddedMariaDb replica) {
        this.primary = primary;
        this.replica = replica;
    }

    /**
     * Starts both with empty databases that are thrown away when this is closed.
     * @return the running servers
     * @throws EmbeddedServerException if one does not start, or does not replicate
     */
    public static ReplicatedMariaDb startTemporary() {
        EmbeddedMariaDb primary = EmbeddedMariaDb.startTemporary(PRIMARY);
        return replicated(primary, () -> EmbeddedMariaDb.startTemporary(REPLICA));
    }

    /**
     * Starts a primary whose data last, and a replica that is made from it each time. To
     * be copied the primary is started and closed once before.
     * @param settings of the primary
     * @param replicaDirectory where the replica's data are kept; what is there is deleted
     * @return the running servers, which the caller must close
     * @throws EmbeddedServerException if one does not start, or does not replicate
     */
    public static ReplicatedMariaDb start(MariaDbSettings settings, Path replicaDirectory) {
        MariaDbSettings closedByCaller = settings.closedByCaller();
        EmbeddedMariaDb.start(closedByCaller).close();
        MariaDbCopy.make(settings.directory(), replicaDirectory);
        EmbeddedMariaDb primary = EmbeddedMariaDb.start(closedByCaller.withArguments(PRIMARY));
        // The copy has everything until here; the binary log begins after it.
        return replicated(primary, () -> {
            execute(primary, "RESET MASTER");
            return EmbeddedMariaDb.start(MariaDbSettings.in(replicaDirectory)
                .withMegabytes(settings.bufferPoolMegabytes() / 2, settings.logFileMegabytes())
                .closedByCaller()
                .withArguments(REPLICA));
        });
    }

    private static ReplicatedMariaDb replicated(EmbeddedMariaDb primary, ReplicaStart start) {
        EmbeddedMariaDb replica = null;
        boolean replicates = false;
        try {
            replica = start.start();
            ReplicatedMariaDb both = new ReplicatedMariaDb(primary, replica);
            both.follow();
            replicates = true;
            return both;
        }
        finally {
            if (!replicates) {
                if (replica != null) {
                    replica.close();
                }
                primary.close();
            }
        }
    }

    /**
     * The server that takes writes.
     * @return the running server
     */
    public EmbeddedMariaDb primary() {
        return this.primary;
    }

    /**
     * The server that repeats them. Its own account may do everything; applications use
     * {@link #readerName()}.
     * @return the running server
     */
    public EmbeddedMariaDb replica() {
        return this.replica;
    }

    /**
     * The account of the replica that may read everything and write nothing.
     * @return its name
     */
    public String readerName() {
        return READER;
    }

    /**
     * The password of that account.
     * @return the password
     */
    public String readerPassword() {
        return this.replica.password();
    }

    /** Lets the replica stay as it is, whatever happens on the primary. */
    public void pauseReplication() {
        execute(this.replica, "STOP SLAVE");
    }

    /**
     * Lets the replica catch up and follow again. The primary must be running.
     * @throws EmbeddedServerException if it does not replicate within 20 seconds
     */
    public void resumeReplication() {
        execute(this.replica, "START SLAVE");
        awaitRunning();
    }

    /** Makes the replica a server of its own that takes writes. */
    public void promote() {
        execute(this.replica, "STOP SLAVE", "SET GLOBAL read_only = 0");
    }

    /** Makes the promoted server a replica again; writes that only it has stay there. */
    public void demote() {
        execute(this.replica, "SET GLOBAL read_only = 1");
        resumeReplication();
    }

    /**
     * Waits until the replica has everything that is committed on the primary now.
     * @param longest how long to wait
     * @throws EmbeddedServerException if it takes longer
     */
    public void awaitCaughtUp(Duration longest) {
        String position = query(this.primary, "SELECT @@gtid_binlog_pos");
        String reached = query(this.replica,
                "SELECT MASTER_GTID_WAIT('" + position + "', " + longest.toMillis() / 1000.0 + ")");
        if (!"0".equals(reached)) {
            throw new EmbeddedServerException("The replica did not reach " + position + " within " + longest + ".");
        }
    }

    /** Stops both, the replica first. */
    @Override
    public void close() {
        try {
            this.replica.close();
        }
        finally {
            this.primary.close();
        }
    }

    private void follow() {
        execute(this.replica, "STOP SLAVE", "RESET SLAVE ALL", "SET GLOBAL gtid_slave_pos = ''",
                "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = " + this.primary.port() + ", MASTER_USER = '"
                        + this.primary.username() + "', MASTER_PASSWORD = '" + this.primary.password()
                        + "', MASTER_CONNECT_RETRY = 1, MASTER_SSL = 0, "
                        + "MASTER_SSL_VERIFY_SERVER_CERT = 0, MASTER_USE_GTID = slave_pos",
                "CREATE USER IF NOT EXISTS '" + READER + "'@'127.0.0.1'",
                "ALTER USER '" + READER + "'@'127.0.0.1' IDENTIFIED BY '" + this.replica.password() + "'",
                "GRANT SELECT ON *.* TO '" + READER + "'@'127.0.0.1'");
        resumeReplication();
    }

    private void awaitRunning() {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        String state = "";
        while (System.nanoTime() - deadline < 0) {
            state = state();
            if (state.equals("Yes Yes")) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                throw new EmbeddedServerException("Interrupted while the replica was starting.", ex);
            }
        }
        throw new EmbeddedServerException("The replica does not replicate: " + state);
    }

    private String state() {
        try (Connection connection = connect(this.replica);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW SLAVE STATUS")) {
            if (!row.next()) {
                return "it follows no primary";
            }
            String errors = row.getString("Last_IO_Error") + row.getString("Last_SQL_Error");
            return row.getString("Slave_IO_Running") + " " + row.getString("Slave_SQL_Running")
                    + (errors.isEmpty() ? "" : " " + errors);
        }
        catch (SQLException ex) {
            throw failed(ex);
        }
    }

    private static void execute(EmbeddedMariaDb server, String... statements) {
        try (Connection connection = connect(server); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        catch (SQLException ex) {
            throw failed(ex);
        }
    }

    private static String query(EmbeddedMariaDb server, String sql) {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
        catch (SQLException ex) {
            throw failed(ex);
        }
    }

    private static Connection connect(EmbeddedMariaDb server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
    }

    private static EmbeddedServerException failed(SQLException cause) {
        return new EmbeddedServerException("Replication could not be set up: " + cause.getMessage(), cause);
    }

    @FunctionalInterface
    private interface ReplicaStart {

        EmbeddedMariaDb start();

    }

}
