package io.ticketblue.bench.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writers of several tables on one connection, written in the order in which they were
 * opened, so that rows come after those they refer to. For one thread.
 */
final class Batch implements AutoCloseable {

    /** SQL's state of a transaction that was rolled back because of others. */
    private static final String DEADLOCK = "40001";

    private static final int ATTEMPTS = 20;

    private final Connection connection;

    private final InsertMethod method;

    private final Map<String, RowWriter> writers = new LinkedHashMap<>();

    Batch(Connection connection, InsertMethod method) {
        this.connection = connection;
        this.method = method;
    }

    RowWriter into(String table, String columns) throws SQLException {
        RowWriter writer = new RowWriter(this.connection, this.method, table, columns);
        this.writers.put(table, writer);
        return writer;
    }

    /**
     * Writes all rows that wait and commits them. Writers of the same table can deadlock
     * in its indexes: whoever loses writes again.
     */
    void commit() throws SQLException {
        for (int attempt = 1;; attempt++) {
            try {
                for (RowWriter writer : this.writers.values()) {
                    writer.write();
                }
                if (!this.connection.getAutoCommit()) {
                    this.connection.commit();
                }
                this.writers.values().forEach(RowWriter::forget);
                return;
            }
            catch (SQLException ex) {
                if (!DEADLOCK.equals(ex.getSQLState()) || attempt == ATTEMPTS) {
                    throw ex;
                }
                this.connection.rollback();
            }
        }
    }

    /** How many rows wait in memory. */
    int waiting() {
        return this.writers.values().stream().mapToInt(RowWriter::waiting).sum();
    }

    /** How many rows were written into each table. */
    Map<String, Long> written() {
        Map<String, Long> rows = new LinkedHashMap<>();
        this.writers.forEach((table, writer) -> rows.put(table, writer.written()));
        return rows;
    }

    /** A time as the tables keep it, in UTC. */
    static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    static @Nullable LocalDateTime optionalUtc(@Nullable Instant at) {
        return (at != null) ? utc(at) : null;
    }

    @Override
    public void close() throws SQLException {
        for (RowWriter writer : this.writers.values()) {
            writer.close();
        }
    }

}
