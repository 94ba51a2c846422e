package io.ticketblue.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Fills the seat ledger with the rounds of a past that the benchmark has no time to live
 * through: many rounds, many seats sold.
 */
final class LedgerFill {

    private static final String ROUND = """
            INSERT INTO performance_round (performance_id, starts_at, booking_opens_at, booking_closes_at, created_at)
            SELECT performance_id, DATE_ADD(last, INTERVAL 4 HOUR), booking_opens_at, DATE_ADD(last, INTERVAL 3 HOUR),
                   created_at
            FROM performance_round
                 JOIN (SELECT MAX(starts_at) AS last FROM performance_round WHERE performance_id = ?) AS latest
            WHERE id = ?""";

    private static final String PLACES = """
            WITH place AS (SELECT seat_id, grade, price, ROW_NUMBER() OVER (ORDER BY seat_id) - 1 AS n
                           FROM round_seat WHERE round_id = ?)
            """;

    private static final String SEATS = "INSERT INTO round_seat (round_id, seat_id, grade, price, reservation_id) "
            + PLACES + "SELECT ?, seat_id, grade, price, IF(n < ?, ? + n DIV 2, NULL) FROM place";

    private static final String RESERVATIONS = """
            INSERT INTO reservation (id, code, account_id, round_id, status, seat_count, amount, booking_fee, created_at,
                                     confirmed_at)
            """
            + PLACES + """
                    SELECT ? + n DIV 2, LOWER(LPAD(HEX((? + n DIV 2) * 2654435761 MOD 4294967296), 8, '0')),
                           (SELECT MIN(id) FROM account) + n DIV 2 MOD ?, ?,
                           'CONFIRMED', 2, 2 * price, 0, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)
                    FROM place WHERE n < ? AND n MOD 2 = 0""";

    private static final String RESERVED = "INSERT INTO reservation_seat (reservation_id, seat_id, grade, price) "
            + PLACES + "SELECT ? + n DIV 2, seat_id, grade, price FROM place WHERE n < ?";

    private static final String BUYERS = "INSERT INTO round_buyer (round_id, account_id) "
            + "SELECT DISTINCT round_id, account_id FROM reservation WHERE round_id = ?";

    private final Database database;

    private final Hall hall;

    private final Consumer<String> progress;

    LedgerFill(Database database, Hall hall, Consumer<String> progress) {
        this.database = database;
        this.hall = hall;
        this.progress = progress;
    }

    /**
     * Adds rounds of the hall with as many of their first seats sold as make up the
     * reservations, and lets the database write all of it to the disk.
     * @return how many rows were added to the ledger
     */
    long fill(long rows, long reservations, int people) {
        long rounds = Math.ceilDiv(rows, this.hall.seats());
        long perRound = Math.min(Math.ceilDiv(reservations, rounds), this.hall.seats() / 2);
        long id = reserveNumbers(rounds * perRound);
        long added = 0;
        try (Connection connection = this.database.connect()) {
            long template = this.hall.rounds().getLast();
            for (long number = 0; number < rounds; number++, id += perRound) {
                Database.update(connection, ROUND, this.hall.performance(), template);
                long round = Database.number(connection, "SELECT LAST_INSERT_ID()");
                long sold = 2 * perRound;
                if (sold > 0) {
                    Database.update(connection, RESERVATIONS, template, id, id, people, round, sold);
                    Database.update(connection, RESERVED, template, id, sold);
                    Database.update(connection, BUYERS, round);
                }
                added += Database.update(connection, SEATS, template, round, sold, id);
                if (number % 50 == 49) {
                    this.progress.accept("%,d rows in the ledger".formatted(added));
                }
            }
        }
        catch (SQLException ex) {
            throw new IllegalStateException("The ledger could not be filled", ex);
        }
        settle(Duration.ofSeconds(60));
        return added;
    }

    private long reserveNumbers(long count) {
        long first = this.database.number("SELECT next FROM reservation_number WHERE one = 1");
        if (this.database.update("UPDATE reservation_number SET next = next + ? WHERE one = 1 AND next = ?", count,
                first) != 1) {
            throw new IllegalStateException("Somebody takes numbers of reservations while the ledger is filled");
        }
        return first;
    }

    /** What is still to be written would slow down the measurement that follows. */
    private void settle(Duration patience) {
        String before = this.database.text("SELECT @@innodb_max_dirty_pages_pct");
        this.database.update("SET GLOBAL innodb_max_dirty_pages_pct = 0");
        long until = System.nanoTime() + patience.toNanos();
        while (dirtyPages() > 100 && System.nanoTime() < until) {
            this.database.update("DO SLEEP(0.5)");
        }
        this.database.update("SET GLOBAL innodb_max_dirty_pages_pct = " + before);
    }

    private long dirtyPages() {
        return this.database.number("SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS "
                + "WHERE VARIABLE_NAME = 'INNODB_BUFFER_POOL_PAGES_DIRTY'");
    }

}
