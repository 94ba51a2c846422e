package io.ticketblue.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The limit of the database: single rows of the size of a reservation, each inserted in a
 * durable transaction of its own, over as many connections as the load has.
 */
final class RawInserts {

    private static final String INSERT = "INSERT INTO bench_insert (account_id, round_id, code, at) "
            + "VALUES (?, ?, 'ABCD1234', UTC_TIMESTAMP(6))";

    private final Database database;

    private final int connections;

    RawInserts(Database database, int connections) {
        this.database = database;
        this.connections = connections;
        database.update("""
                CREATE TABLE IF NOT EXISTS bench_insert (
                    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, account_id BIGINT NOT NULL,
                    round_id BIGINT NOT NULL, code CHAR(8) NOT NULL, at DATETIME(6) NOT NULL)""");
    }

    /** Inserts without a pause; see {@link Load#run}. */
    Sample run(Duration leadIn, Duration measured) {
        if (!this.database.text("SELECT @@innodb_flush_log_at_trx_commit").equals("1")) {
            throw new IllegalStateException("The database does not write every commit to the disk");
        }
        List<Connection> opened = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(this.connections)) {
            for (int i = 0; i < this.connections; i++) {
                opened.add(this.database.connect());
            }
            long from = System.nanoTime() + leadIn.toNanos();
            long until = from + measured.toNanos();
            List<Callable<Latencies.Recorder>> work = new ArrayList<>();
            opened.forEach((connection) -> work.add(() -> insert(connection, from, until)));
            Latencies.Recorder all = new Latencies.Recorder();
            for (Future<Latencies.Recorder> part : threads.invokeAll(work)) {
                part.get().addTo(all);
            }
            return new Sample(measured.toNanos() / 1e9, all.count(), Map.of(), Map.of(), all.latencies(), 0,
                    this.connections, 0, null, Cores.UNKNOWN);
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException("An insert failed", ex.getCause());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while inserting", ex);
        }
        finally {
            opened.forEach(Database::close);
        }
    }

    private static Latencies.Recorder insert(Connection connection, long from, long until) throws SQLException {
        Latencies.Recorder latencies = new Latencies.Recorder();
        try (PreparedStatement insert = connection.prepareStatement(INSERT, Statement.NO_GENERATED_KEYS)) {
            long before = System.nanoTime();
            for (long number = 0; before - until < 0; number++) {
                insert.setLong(1, number);
                insert.setLong(2, number);
                insert.executeUpdate();
                long after = System.nanoTime();
                if (after - from >= 0 && after - until < 0) {
                    latencies.add(after - before);
                }
                before = after;
            }
        }
        return latencies;
    }

}
