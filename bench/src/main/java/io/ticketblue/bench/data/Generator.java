package io.ticketblue.bench.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.ticketblue.bench.Database;

/**
 * Fills a migrated, empty database. Several connections write at the same time, each the
 * whole of some accounts or performances, so that foreign keys and constraints stay on. A
 * transaction has about {@value #ROWS_OF_A_TRANSACTION} rows, which is what is in memory.
 */
final class Generator {

    /** How it inserts. */
    static final InsertMethod METHOD = InsertMethod.MANY_ROWS;

    private static final int ROWS_OF_A_TRANSACTION = 20_000;

    private static final int ACCOUNTS_AT_ONCE = 10_000;

    private static final int PERFORMANCES_AT_ONCE = 50;

    /** What nobody may have anything in yet. */
    private static final List<String> EMPTY = List.of("account", "venue", "performer", "performance",
            "performance_round", "reservation", "payment", "money_entry");

    private final Database database;

    private final Plan plan;

    private final String passwordHash;

    private final String cancellationTerms;

    private final int writers;

    private final Consumer<String> progress;

    private final Map<String, Long> rows = new ConcurrentSkipListMap<>();

    /**
     * Prepares the work.
     * @param passwordHash of all accounts
     * @param cancellationTerms the standard policy as the application stores it
     */
    Generator(Database database, Plan plan, String passwordHash, String cancellationTerms, int writers,
            Consumer<String> progress) {
        this.database = database;
        this.plan = plan;
        this.passwordHash = passwordHash;
        this.cancellationTerms = cancellationTerms;
        this.writers = writers;
        this.progress = progress;
    }

    /**
     * Refuses a database that somebody uses.
     * @throws IllegalStateException with a sentence that says what is in it
     */
    static void requireEmpty(Database database) {
        for (String table : EMPTY) {
            if (database.number("SELECT EXISTS (SELECT 1 FROM " + table + ")") != 0) {
                throw new IllegalStateException("The table " + table + " has rows already. Generated data only go into "
                        + "an empty database: choose another --directory or --url, or remove the old one.");
            }
        }
    }

    /**
     * Writes everything.
     * @return how many rows each table got
     */
    Map<String, Long> run() {
        venues();
        int chunks = Math.ceilDiv(this.plan.shape().accounts(), ACCOUNTS_AT_ONCE);
        everywhere("accounts", chunks, ACCOUNTS_AT_ONCE, (batch) -> {
            RowWriter accounts = batch.into("account", AccountRows.COLUMNS);
            AccountRows rows = new AccountRows(this.plan.shape(), this.plan.horizon(), this.passwordHash);
            return (chunk) -> {
                long end = Math.min(this.plan.shape().accounts(), (chunk + 1L) * ACCOUNTS_AT_ONCE);
                for (long id = (long) chunk * ACCOUNTS_AT_ONCE + 1; id <= end; id++) {
                    rows.write(accounts, id);
                }
            };
        });
        int performances = this.plan.shape().performances();
        everywhere("performances", Math.ceilDiv(performances, PERFORMANCES_AT_ONCE), PERFORMANCES_AT_ONCE, (batch) -> {
            CatalogueRows catalogue = new CatalogueRows(this.plan, this.cancellationTerms, batch);
            BookingRows bookings = new BookingRows(this.plan, batch);
            return (chunk) -> {
                int end = Math.min(performances, (chunk + 1) * PERFORMANCES_AT_ONCE);
                for (int index = chunk * PERFORMANCES_AT_ONCE; index < end; index++) {
                    CatalogueRows.Written written = catalogue.write(index);
                    catalogue.writeSeats(index, written, bookings.write(index, written));
                }
            };
        });
        close();
        return Map.copyOf(this.rows);
    }

    private void venues() {
        try (Connection connection = METHOD.in(this.database).connect(); Batch batch = new Batch(connection, METHOD)) {
            connection.setAutoCommit(false);
            VenueRows rows = new VenueRows(this.plan, Batch.utc(this.plan.horizon().minusSeconds(86_400L * 800)));
            rows.write(batch);
            rows.writePerformers(batch);
            batch.commit();
            count(batch);
        }
        catch (SQLException ex) {
            throw new IllegalStateException("The venues could not be written", ex);
        }
    }

    /** What the application continues from. */
    private void close() {
        this.database.update("UPDATE reservation_number SET next = ? WHERE one = 1", this.plan.allBookings() + 1L);
        // The provider never heard of these payments: their days count as compared.
        this.database.update("""
                INSERT INTO compared_day (business_day, status, compared_at, read_whole, transactions, captured_theirs,
                                          captured_ours, refunded_theirs, refunded_ours)
                SELECT DATE(occurred_at + INTERVAL 9 HOUR) AS day, 'COMPARED', UTC_TIMESTAMP(6), TRUE, COUNT(*),
                       SUM(IF(kind = 'CAPTURE', amount, 0)), SUM(IF(kind = 'CAPTURE', amount, 0)),
                       SUM(IF(kind = 'REFUND', amount, 0)), SUM(IF(kind = 'REFUND', amount, 0))
                FROM money_entry GROUP BY day""");
    }

    private void everywhere(String what, int chunks, int each, Work work) {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(this.writers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < this.writers; i++) {
                running.add(threads.submit(() -> {
                    write(what, chunks, each, next, work);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException("The " + what + " could not be written", ex.getCause());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while writing " + what, ex);
        }
    }

    private void write(String what, int chunks, int each, AtomicInteger next, Work work) throws SQLException {
        try (Connection connection = METHOD.in(this.database).connect(); Batch batch = new Batch(connection, METHOD)) {
            connection.setAutoCommit(false);
            Chunk writer = work.prepare(batch);
            for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
                writer.write(chunk);
                if (batch.waiting() >= ROWS_OF_A_TRANSACTION) {
                    batch.commit();
                }
                int tenths = Math.max(1, chunks / 20);
                if (chunk % tenths == tenths - 1) {
                    this.progress.accept("%,d %s".formatted((chunk + 1L) * each, what));
                }
            }
            batch.commit();
            count(batch);
        }
        catch (SQLException | RuntimeException ex) {
            next.set(chunks);
            throw ex;
        }
    }

    private void count(Batch batch) {
        batch.written().forEach((table, count) -> this.rows.merge(table, count, Long::sum));
    }

    /** Prepares writing on a connection. */
    @FunctionalInterface
    private interface Work {

        Chunk prepare(Batch batch) throws SQLException;

    }

    /** Makes the rows of a part of the work. */
    @FunctionalInterface
    private interface Chunk {

        void write(int chunk) throws SQLException;

    }

}
