package io.ticketblue.bench.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Inserts rows into one table. They stay in memory until {@link #forget()}, so that they
 * can be written again after a rollback. Committing is the caller's. For one thread.
 */
final class RowWriter implements AutoCloseable {

    /** Rows of one statement or batch. */
    static final int ROWS = 500;

    private final Connection connection;

    private final InsertMethod method;

    private final String head;

    private final String row;

    private final List<@Nullable Object[]> waiting = new ArrayList<>();

    private final PreparedStatement statement;

    private long written;

    /**
     * Prepares inserts.
     * @param columns names, separated by commas
     */
    RowWriter(Connection connection, InsertMethod method, String table, String columns) throws SQLException {
        this.connection = connection;
        this.method = method;
        this.head = "INSERT INTO " + table + " (" + columns + ") VALUES ";
        this.row = "(" + "?, ".repeat(columns.split(",").length - 1) + "?)";
        this.statement = connection.prepareStatement(insert(method.manyRows() ? ROWS : 1));
    }

    private String insert(int rows) {
        return this.head + (this.row + ", ").repeat(rows - 1) + this.row;
    }

    void add(@Nullable Object... values) {
        this.waiting.add(values);
    }

    /** How many rows wait. */
    int waiting() {
        return this.waiting.size();
    }

    /** Writes the rows that wait; they go on waiting. */
    void write() throws SQLException {
        for (int from = 0; from < this.waiting.size(); from += ROWS) {
            List<@Nullable Object[]> rows = this.waiting.subList(from, Math.min(this.waiting.size(), from + ROWS));
            if (!this.method.manyRows()) {
                write(rows);
            }
            else if (rows.size() == ROWS) {
                writeTogether(this.statement, rows);
            }
            else {
                try (PreparedStatement rest = this.connection.prepareStatement(insert(rows.size()))) {
                    writeTogether(rest, rows);
                }
            }
        }
    }

    /** Counts the rows that wait as written, after the commit. */
    void forget() {
        this.written += this.waiting.size();
        this.waiting.clear();
    }

    private void write(List<@Nullable Object[]> rows) throws SQLException {
        for (@Nullable
        Object[] values : rows) {
            set(this.statement, values, 0);
            if (this.method.single()) {
                this.statement.executeUpdate();
            }
            else {
                this.statement.addBatch();
            }
        }
        if (!this.method.single()) {
            this.statement.executeBatch();
        }
    }

    private static void writeTogether(PreparedStatement many, List<@Nullable Object[]> rows) throws SQLException {
        int at = 0;
        for (@Nullable
        Object[] values : rows) {
            at = set(many, values, at);
        }
        many.executeUpdate();
    }

    private static int set(PreparedStatement target, @Nullable Object[] values, int at) throws SQLException {
        int parameter = at;
        for (Object value : values) {
            parameter++;
            target.setObject(parameter, value);
        }
        return parameter;
    }

    /** How many rows were written. */
    long written() {
        return this.written;
    }

    @Override
    public void close() throws SQLException {
        this.statement.close();
    }

}
