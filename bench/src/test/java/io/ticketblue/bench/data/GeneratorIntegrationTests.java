package io.ticketblue.bench.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import io.ticketblue.bench.Database;
import io.ticketblue.embedded.EmbeddedMariaDb;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/** Generated rows are complete, consistent, and the same for the same seed. */
class GeneratorIntegrationTests {

    private static final Shape SHAPE = new Shape(120, 1_000, 2_000, 20, 7, LocalDate.of(2026, 11, 1));

    private static final EmbeddedMariaDb MARIADB = EmbeddedMariaDb.startTemporary();

    private static final Plan PLAN = Plan.of(SHAPE);

    private static final Database ONE = database("one");

    private static final Database SAME = database("same");

    private static Map<String, Long> rows = Map.of();

    @BeforeAll
    static void generate() {
        rows = generate(ONE, PLAN, 2);
        generate(SAME, PLAN, 1);
    }

    private static Map<String, Long> generate(Database database, Plan plan, int writers) {
        GenerateData.migrate(database);
        Generator.requireEmpty(database);
        return new Generator(database, plan, "{argon2}x", StandardTerms.cancellation(), writers, (text) -> {
        }).run();
    }

    private static Database database(String name) {
        return new Database(MARIADB.jdbcUrl(name) + "?createDatabaseIfNotExist=true", MARIADB.username(),
                MARIADB.password());
    }

    @AfterAll
    static void stop() {
        MARIADB.close();
    }

    @Test
    void makesAsManyAsAskedForWithoutFaults() {
        assertThat(PLAN.allBookings()).isEqualTo(2_000);
        assertThat(rows).containsEntry("performance", 120L)
            .containsEntry("account", 1_000L)
            .containsEntry("reservation", 2_000L)
            .containsEntry("round_seat", PLAN.allSeats());
        assertThat(new DataChecks(ONE).faults(PLAN)).isEmpty();
    }

    @Test
    void makesTheSameRowsForTheSameSeedHoweverManyWrite() {
        for (String table : List.of("account", "venue", "seat", "performer", "performance", "performance_grade",
                "performance_cast", "performance_round", "round_seat", "reservation", "reservation_seat", "round_buyer",
                "payment", "refund", "money_entry", "review", "review_rating")) {
            assertThat(rowsMissing(table, "one", "same")).as(table).isZero();
            assertThat(rowsMissing(table, "same", "one")).as(table).isZero();
        }
    }

    private static long rowsMissing(String table, String from, String in) {
        return ONE.number("SELECT COUNT(*) FROM (SELECT * FROM %1$s.%3$s EXCEPT ALL SELECT * FROM %2$s.%3$s) AS missing"
            .formatted(from, in, table));
    }

    @Test
    void makesAllThatPeopleDo() {
        assertThat(ONE.number("SELECT COUNT(DISTINCT status) FROM reservation")).isEqualTo(4);
        assertThat(ONE.number("SELECT COUNT(DISTINCT status) FROM payment")).isEqualTo(3);
        assertThat(ONE.number("SELECT COUNT(DISTINCT rating) FROM review")).isEqualTo(5);
        assertThat(ONE.number("SELECT COUNT(DISTINCT category) FROM performance")).isEqualTo(6);
        assertThat(ONE.number("SELECT COUNT(*) FROM performance WHERE title RLIKE '^[A-Z]'")).isPositive();
        assertThat(ONE.number("SELECT COUNT(*) FROM performance WHERE title RLIKE '^[가-힣]'")).isPositive();
        assertThat(ONE.number("SELECT COUNT(*) FROM performance_round WHERE starts_at < '2026-11-01'")).isPositive();
        assertThat(ONE.number("SELECT COUNT(*) FROM performance_round WHERE booking_opens_at > '2026-11-01'"))
            .isPositive();
        long most = ONE.number("SELECT MAX(n) FROM (SELECT COUNT(*) n FROM reservation r "
                + "JOIN performance_round o ON o.id = r.round_id GROUP BY o.performance_id) c");
        assertThat(most).isGreaterThan(5 * 2_000 / 120);
    }

    @Test
    void refusesADatabaseThatIsNotEmpty() {
        assertThatIllegalStateException().isThrownBy(() -> Generator.requireEmpty(ONE))
            .withMessageContaining("account has rows already");
    }

    @Test
    void checksFindWhatIsWrong() {
        Database spoilt = database("spoilt");
        Plan small = Plan.of(new Shape(5, 1_000, 40, 20, 7, SHAPE.today()));
        generate(spoilt, small, 1);
        assertThat(new DataChecks(spoilt).faults(small)).isEmpty();
        spoilt.update("UPDATE money_entry SET amount = amount + 1 WHERE kind = 'CAPTURE' LIMIT 1");
        spoilt.update("UPDATE round_seat SET reservation_id = NULL WHERE reservation_id IS NOT NULL LIMIT 1");
        spoilt.update("UPDATE reservation SET amount = amount + 1 LIMIT 1");
        assertThat(new DataChecks(spoilt).faults(small)).hasSizeGreaterThanOrEqualTo(4)
            .noneMatch((fault) -> fault.startsWith("reviews") || fault.startsWith("performances"));
    }

    @Test
    void checksFindWrongReviewsAndRatings() {
        Database spoilt = database("spoilt_reviews");
        Plan small = Plan.of(new Shape(20, 1_000, 200, 100, 7, SHAPE.today()));
        generate(spoilt, small, 1);
        assertThat(new DataChecks(spoilt).faults(small)).isEmpty();
        spoilt.update("UPDATE review SET created_at = '2000-01-01' LIMIT 1");
        assertThat(new DataChecks(spoilt).faults(small))
            .containsExactly("reviews of people who were not there, or before the round: 1 instead of 0");
        spoilt.update("UPDATE review SET created_at = '2030-01-01' LIMIT 1");
        assertThat(spoilt.update("UPDATE review_rating SET rated_5 = rated_5 + 1 LIMIT 1")).isOne();
        assertThat(new DataChecks(spoilt).faults(small))
            .containsExactly("performances whose ratings are not those of their reviews: 1 instead of 0");
        spoilt.update("UPDATE review_rating SET rated_5 = rated_5 - 1 LIMIT 1");
        assertThat(new DataChecks(spoilt).faults(small)).isEmpty();
        assertThat(spoilt.update("""
                INSERT INTO review_rating (performance_id, rated_5)
                SELECT id, 1 FROM performance WHERE id NOT IN (SELECT performance_id FROM review) LIMIT 1""")).isOne();
        assertThat(new DataChecks(spoilt).faults(small))
            .containsExactly("performances whose ratings are not those of their reviews: 1 instead of 0");
    }

    @Test
    void writesAgainAfterADeadlock() throws SQLException {
        Database contended = database("contended");
        GenerateData.migrate(contended);
        AccountRows source = new AccountRows(SHAPE, PLAN.horizon(), "{argon2}x");
        try (Connection other = contended.connect(); Batch more = new Batch(other, Generator.METHOD)) {
            other.setAutoCommit(false);
            // The one that has written more is the one that goes on.
            RowWriter held = more.into("account", AccountRows.COLUMNS);
            LongStream.range(500, 900).forEach((id) -> source.write(held, id));
            held.write();
            CompletableFuture<Void> batch = CompletableFuture.runAsync(() -> writeOneAndFiveHundred(contended, source));
            await().until(() -> contended
                .number("SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'") == 1);
            held.forget();
            source.write(held, 1);
            held.write();
            other.rollback();
            batch.orTimeout(30, TimeUnit.SECONDS).join();
        }
        assertThat(contended.number("SELECT SUM(id) FROM account")).isEqualTo(501);
    }

    private static void writeOneAndFiveHundred(Database database, AccountRows source) {
        try (Connection connection = database.connect(); Batch batch = new Batch(connection, Generator.METHOD)) {
            connection.setAutoCommit(false);
            RowWriter accounts = batch.into("account", AccountRows.COLUMNS);
            source.write(accounts, 1);
            source.write(accounts, 500);
            batch.commit();
        }
        catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void everyMethodOfInsertingWritesTheRows() {
        Database compared = database("compared");
        GenerateData.migrate(compared);
        List<InsertSpeed> speeds = new InsertComparison(compared, PLAN, "{argon2}x", (text) -> {
        }).run(700, 2);
        assertThat(speeds).extracting(InsertSpeed::method).containsExactly(InsertMethod.values());
        assertThat(speeds).extracting(InsertSpeed::rows).containsExactly(70L, 700L, 700L, 700L, 700L);
        assertThat(speeds).allSatisfy((speed) -> assertThat(speed.seconds()).hasSize(2));
        assertThat(compared.number("SELECT COUNT(*) FROM account")).isZero();
    }

}
