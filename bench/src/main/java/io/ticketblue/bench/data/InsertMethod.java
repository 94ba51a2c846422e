package io.ticketblue.bench.data;

import io.ticketblue.bench.Database;

/** How rows are inserted through JDBC. */
enum InsertMethod {

    /** One statement for each row, each committed by itself. */
    ONE_BY_ONE("one by one, each committed", false, false),

    /** One statement for each row in one transaction. */
    ONE_TRANSACTION("one by one in one transaction", false, false),

    /** {@code addBatch} and {@code executeBatch} as the driver does them by itself. */
    BATCH("batches without rewriting", false, false),

    /** {@code executeBatch} in MariaDB's bulk protocol ({@code useBulkStmts=true}). */
    BULK_PROTOCOL("batches in the bulk protocol", true, false),

    /** One statement with many rows. */
    MANY_ROWS("statements of many rows", false, true);

    private final String words;

    private final boolean bulkProtocol;

    private final boolean manyRows;

    InsertMethod(String words, boolean bulkProtocol, boolean manyRows) {
        this.words = words;
        this.bulkProtocol = bulkProtocol;
        this.manyRows = manyRows;
    }

    String words() {
        return this.words;
    }

    /** The same database with the parameters of the JDBC address that this wants. */
    Database in(Database database) {
        String separator = database.url().contains("?") ? "&" : "?";
        return new Database(database.url() + separator + "useBulkStmts=" + this.bulkProtocol, database.username(),
                database.password());
    }

    boolean manyRows() {
        return this.manyRows;
    }

    boolean single() {
        return this == ONE_BY_ONE || this == ONE_TRANSACTION;
    }

}
