package io.ticketblue.catalog.internal;

import java.util.ArrayList;
import java.util.List;

import org.springframework.jdbc.core.JdbcOperations;

/**
 * Inserts many rows with few statements of many rows each, which is fast on every driver
 * and database whatever its settings are.
 */
final class BulkInsert {

    private static final int ROWS_PER_STATEMENT = 500;

    private final JdbcOperations jdbc;

    private final String head;

    private final String row;

    private final List<Object> values = new ArrayList<>();

    private int rows;

    /**
     * Prepares an insert.
     * @param jdbc where to
     * @param head the statement up to and without {@code VALUES}
     * @param columns how many values a row has
     */
    BulkInsert(JdbcOperations jdbc, String head, int columns) {
        this.jdbc = jdbc;
        this.head = head;
        this.row = "(" + "?, ".repeat(columns - 1) + "?)";
    }

    void add(Object... row) {
        this.values.addAll(List.of(row));
        this.rows++;
        if (this.rows == ROWS_PER_STATEMENT) {
            flush();
        }
    }

    /** Writes what has not been written yet. */
    void flush() {
        if (this.rows > 0) {
            String sql = this.head + " VALUES " + (this.row + ", ").repeat(this.rows - 1) + this.row;
            this.jdbc.update(sql, this.values.toArray());
            this.values.clear();
            this.rows = 0;
        }
    }

}
