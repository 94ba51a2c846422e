package io.ticketblue.bench;

import java.util.List;

import io.ticketblue.embedded.EmbeddedMariaDb;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The checks must find what they are there to find, or a clean result means nothing. */
class LedgerChecksIntegrationTests {

    private static final EmbeddedMariaDb MARIADB = EmbeddedMariaDb.startTemporary();

    private static final Database DATABASE = new Database(MARIADB.jdbcUrl(), MARIADB.username(), MARIADB.password());

    private static final int SEATS = 10;

    private static final Hall HALL = new Hall(1, "Songs", SEATS, List.of(1L), 100, List.of());

    private final LedgerChecks checks = new LedgerChecks(DATABASE);

    @BeforeAll
    static void makeTables() {
        Flyway.configure()
            .dataSource(DATABASE.url(), DATABASE.username(), DATABASE.password())
            .locations("classpath:db/migration")
            .load()
            .migrate();
    }

    @AfterAll
    static void stop() {
        MARIADB.close();
    }

    @BeforeEach
    void fill() {
        for (String table : List.of("reservation_seat", "round_seat", "round_buyer", "reservation", "performance_round",
                "performance", "venue", "account")) {
            DATABASE.update("DELETE FROM " + table);
        }
        DATABASE.update("INSERT INTO account (id, email, name, password_hash, role, customer_key, created_at) "
                + "VALUES (1, 'a@bench.example', 'A', 'x', 'USER', 'a', UTC_TIMESTAMP(6)), "
                + "(2, 'b@bench.example', 'B', 'x', 'USER', 'b', UTC_TIMESTAMP(6))");
        DATABASE.update("INSERT INTO venue (id, name, address, capacity, created_at, changed_at) "
                + "VALUES (1, 'V', 'A', ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))", SEATS);
        DATABASE
            .update("""
                    INSERT INTO performance (id, title, category, description, duration_minutes, age_limit, start_date,
                        end_date, venue_id, max_per_person, booking_fee, cancellation_policy,
                        cancellation_terms, created_at, changed_at)
                    VALUES (1, 'Songs', 'MUSICAL', '', 90, 8, '2030-01-01', '2030-12-31', 1, 4, 0, 'standard', '{"tiers": []}',
                            UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))""");
        DATABASE
            .update("""
                    INSERT INTO performance_round (id, performance_id, starts_at, booking_opens_at, booking_closes_at, created_at)
                    VALUES (1, 1, '2030-02-01 10:00:00', '2029-01-01', '2030-02-01 09:00:00', UTC_TIMESTAMP(6))""");
        DATABASE.update("INSERT INTO round_seat (round_id, seat_id, grade, price) "
                + "SELECT 1, seq, 'R', 10000 FROM seq_1_to_" + SEATS);
        long rows = new LedgerFill(DATABASE, HALL, (text) -> {
        }).fill(4 * SEATS, 12, 2);
        assertThat(rows).isEqualTo(4 * SEATS);
    }

    @Test
    void findsNothingWrongWithAFilledLedger() {
        assertThat(DATABASE.number("SELECT COUNT(*) FROM reservation")).isEqualTo(12);
        assertThat(DATABASE.number("SELECT COUNT(*) FROM round_seat WHERE reservation_id IS NOT NULL")).isEqualTo(24);
        assertThat(DATABASE.number("SELECT COUNT(DISTINCT round_id) FROM round_seat")).isEqualTo(5);
        this.checks.everywhere();
        assertThat(this.checks.faults()).isEmpty();
    }

    @Test
    void findsASeatThatWasSoldTwice() {
        long sold = soldSeat();
        long other = DATABASE.number("SELECT MAX(id) FROM reservation WHERE round_id = " + filledRound());
        DATABASE.update("INSERT INTO reservation_seat (reservation_id, seat_id, grade, price) VALUES (?, ?, 'R', 1)",
                other, sold);
        this.checks.everywhere();
        assertThat(this.checks.faults()).containsExactly("seats with two live reservations: 1 instead of 0",
                "seats of live reservations that the ledger gives to somebody else: 1 instead of 0");
    }

    @Test
    void findsASeatThatIsTakenByNobody() {
        DATABASE.update("UPDATE round_seat SET reservation_id = 999999 WHERE round_id = 1 AND seat_id = 1");
        this.checks.everywhere();
        assertThat(this.checks.faults()).singleElement().asString().contains("without a live reservation");
    }

    @Test
    void findsASoldSeatThatBecameFree() {
        DATABASE.update("UPDATE round_seat SET reservation_id = NULL WHERE round_id = ? AND seat_id = ?", filledRound(),
                soldSeat());
        this.checks.everywhere();
        assertThat(this.checks.faults()).singleElement().asString().contains("to somebody else: 1 instead of 0");
    }

    @Test
    void findsAMissingSeat() {
        DATABASE.update("DELETE FROM round_seat WHERE round_id = 1 AND seat_id = 1");
        this.checks.everywhere();
        assertThat(this.checks.faults()).singleElement().asString().contains("free + held + sold");
    }

    @Test
    void findsARoundWithoutSeats() {
        DATABASE.update("DELETE FROM round_seat WHERE round_id = 1");
        this.checks.everywhere();
        assertThat(this.checks.faults()).singleElement().asString().contains("free + held + sold");
    }

    @Test
    void findsAnAnswerThatTheDatabaseDoesNotHold() {
        hold();
        this.checks.granted("a load", List.of(1L), 1, 2);
        assertThat(this.checks.faults()).isEmpty();
        this.checks.granted("a load", List.of(1L), 2, 2);
        assertThat(this.checks.faults()).hasSize(3)
            .allSatisfy((fault) -> assertThat(fault).startsWith("a load: ").contains("instead of"));
    }

    private static void hold() {
        long id = DATABASE.number("SELECT next FROM reservation_number");
        DATABASE
            .update("""
                    INSERT INTO reservation (id, code, account_id, round_id, status, seat_count, amount, booking_fee, held_until,
                                             created_at)
                    VALUES (?, 'HELD0001', 1, 1, 'HELD', 2, 20000, 0, UTC_TIMESTAMP(6) + INTERVAL 1 HOUR, UTC_TIMESTAMP(6))""",
                    id);
        DATABASE.update("INSERT INTO reservation_seat (reservation_id, seat_id, grade, price) "
                + "VALUES (?, 1, 'R', 10000), (?, 2, 'R', 10000)", id, id);
        DATABASE.update("UPDATE round_seat SET reservation_id = ?, held_until = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR "
                + "WHERE round_id = 1 AND seat_id IN (1, 2)", id);
    }

    private static long filledRound() {
        return DATABASE.number("SELECT MAX(id) FROM performance_round");
    }

    private static long soldSeat() {
        return DATABASE.number(
                "SELECT MIN(seat_id) FROM round_seat WHERE reservation_id IS NOT NULL AND round_id = " + filledRound());
    }

}
