package io.ticketblue.bench.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.ticketblue.bench.Database;

/**
 * Measures ways of inserting the same accounts, one connection each, into the real table
 * with its keys and constraints. The rows are removed afterwards.
 */
final class InsertComparison {

    /** One by one takes a disk write for each row; a tenth of the rows tells as much. */
    private static final int LESS = 10;

    private final Database database;

    private final Plan plan;

    private final String passwordHash;

    private final Consumer<String> progress;

    InsertComparison(Database database, Plan plan, String passwordHash, Consumer<String> progress) {
        this.database = database;
        this.plan = plan;
        this.passwordHash = passwordHash;
        this.progress = progress;
    }

    /** Measures every way, each after a warm-up with a tenth of its rows. */
    List<Speed> run(int rows) {
        List<Speed> speeds = new ArrayList<>();
        for (Way way : Way.values()) {
            int count = Math.max(1, (way == Way.ONE_BY_ONE) ? rows / LESS : rows);
            measure(way, Math.max(1, count / LESS));
            Speed speed = measure(way, count);
            speeds.add(speed);
            this.progress.accept("%,.0f rows a second: %s".formatted(speed.rate(), way.words()));
        }
        return speeds;
    }

    private Speed measure(Way way, int rows) {
        Database target = new Database(
                this.database.url() + (this.database.url().contains("?") ? "&" : "?") + way.parameters(),
                this.database.username(), this.database.password());
        try (Connection connection = target.connect(); Batch batch = new Batch(connection, way)) {
            connection.setAutoCommit(way == Way.ONE_BY_ONE);
            RowWriter accounts = batch.into("account", AccountRows.COLUMNS);
            AccountRows source = new AccountRows(this.plan.shape(), this.plan.horizon(), this.passwordHash);
            for (long id = 1; id <= rows; id++) {
                source.write(accounts, id);
            }
            long began = System.nanoTime();
            batch.commit();
            double seconds = (System.nanoTime() - began) / 1e9;
            long found = this.database.number("SELECT COUNT(*) FROM account");
            if (found != rows) {
                throw new IllegalStateException(way.words() + " wrote " + found + " rows instead of " + rows);
            }
            return new Speed(way.words(), rows, seconds);
        }
        catch (SQLException ex) {
            throw new IllegalStateException("Inserting " + way.words() + " failed", ex);
        }
        finally {
            this.database.update("DELETE FROM account");
        }
    }

    /**
     * How fast rows were inserted.
     *
     * @param way how
     * @param rows how many
     * @param seconds how long it took to write and commit them
     */
    record Speed(String way, long rows, double seconds) {

        double rate() {
            return this.rows / this.seconds;
        }

    }

}
