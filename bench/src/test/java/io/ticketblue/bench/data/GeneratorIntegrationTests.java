package io.ticketblue.bench.data;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.ticketblue.bench.Database;
import io.ticketblue.embedded.EmbeddedMariaDb;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
            assertThat(ONE.number("SELECT COUNT(*) FROM (SELECT * FROM one." + table + " EXCEPT SELECT * FROM same."
                    + table + ") AS different"))
                .as(table)
                .isZero();
        }
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
        assertThat(new DataChecks(spoilt).faults(small)).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void everyWayOfInsertingWritesTheRows() {
        Database compared = database("compared");
        GenerateData.migrate(compared);
        List<InsertComparison.Speed> speeds = new InsertComparison(compared, PLAN, "{argon2}x", (text) -> {
        }).run(700);
        assertThat(speeds).extracting(InsertComparison.Speed::way)
            .containsExactly("one by one, each committed", "one by one in one transaction", "batches without rewriting",
                    "batches in the bulk protocol", "statements of many rows");
        assertThat(compared.number("SELECT COUNT(*) FROM account")).isZero();
    }

}
