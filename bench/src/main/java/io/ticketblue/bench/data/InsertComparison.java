package io.ticketblue.bench.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import io.ticketblue.bench.Database;

/**
 * Measures methods of inserting the same accounts, one connection each, into the real
 * table with its keys and constraints. The rows are removed afterwards.
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

    /**
     * Measures every method so many times, after one repetition that is not counted. Each
     * repetition begins with another method, so that none is always first.
     */
    List<InsertSpeed> run(int rows, int repetitions) {
        Map<InsertMethod, List<Double>> seconds = new EnumMap<>(InsertMethod.class);
        List<InsertMethod> order = new ArrayList<>(List.of(InsertMethod.values()));
        for (int repetition = 0; repetition <= repetitions; repetition++) {
            for (InsertMethod method : order) {
                double measured = measure(method, rows(method, rows));
                if (repetition > 0) {
                    seconds.computeIfAbsent(method, (key) -> new ArrayList<>()).add(measured);
                }
            }
            Collections.rotate(order, -1);
            this.progress.accept((repetition > 0) ? "Repetition " + repetition + " of inserting" : "Warmed up");
        }
        return List.of(InsertMethod.values())
            .stream()
            .map((method) -> new InsertSpeed(method, rows(method, rows),
                    List.copyOf(Objects.requireNonNull(seconds.get(method)))))
            .toList();
    }

    private static int rows(InsertMethod method, int rows) {
        return (method == InsertMethod.ONE_BY_ONE) ? Math.max(1, rows / LESS) : rows;
    }

    private double measure(InsertMethod method, int rows) {
        try (Connection connection = method.in(this.database).connect(); Batch batch = new Batch(connection, method)) {
            connection.setAutoCommit(method == InsertMethod.ONE_BY_ONE);
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
                throw new IllegalStateException(method.words() + " wrote " + found + " rows instead of " + rows);
            }
            return seconds;
        }
        catch (SQLException ex) {
            throw new IllegalStateException("Inserting " + method.words() + " failed", ex);
        }
        finally {
            this.database.update("DELETE FROM account");
        }
    }

}
