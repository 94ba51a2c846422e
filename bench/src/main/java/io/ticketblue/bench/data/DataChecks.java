package io.ticketblue.bench.data;

import java.util.ArrayList;
import java.util.List;

import io.ticketblue.bench.Database;
import io.ticketblue.bench.LedgerChecks;

/** Asks a filled database whether seats and money are as the application needs them. */
final class DataChecks {

    private final Database database;

    DataChecks(Database database) {
        this.database = database;
    }

    /** Everything that is wrong, in words. */
    List<String> faults(Plan plan) {
        List<String> faults = new ArrayList<>();
        expect(faults, "performances", plan.shape().performances(), "SELECT COUNT(*) FROM performance");
        expect(faults, "rounds", plan.allRounds(), "SELECT COUNT(*) FROM performance_round");
        expect(faults, "seats of rounds", plan.allSeats(), "SELECT COUNT(*) FROM round_seat");
        expect(faults, "accounts", plan.shape().accounts(), "SELECT COUNT(*) FROM account");
        expect(faults, "bookings", plan.allBookings(), "SELECT COUNT(*) FROM reservation");
        LedgerChecks ledger = new LedgerChecks(this.database);
        ledger.everywhere();
        faults.addAll(ledger.faults());
        // Along the primary key, without temporary tables of a million rows.
        expect(faults, "reservations whose amount is not the price of their seats", 0, """
                SELECT COUNT(*) FROM (
                    SELECT 1 FROM reservation r STRAIGHT_JOIN reservation_seat s ON s.reservation_id = r.id
                    GROUP BY r.id
                    HAVING SUM(s.price) + MAX(r.booking_fee) <> MAX(r.amount)
                        OR SUM(r.status = 'CANCELLED' OR s.cancelled_at IS NULL) <> MAX(r.seat_count)) wrong""");
        expect(faults, "reservations without seats", 0, """
                SELECT COUNT(*) FROM reservation r
                WHERE NOT EXISTS (SELECT 1 FROM reservation_seat s WHERE s.reservation_id = r.id)""");
        expect(faults, "reservations whose payment holds something else than their seats cost", 0, """
                SELECT COUNT(*) FROM (
                    SELECT SUM(IF(s.cancelled_at IS NULL, s.price, 0))
                           + MAX(r.booking_fee) DIV COUNT(*) * SUM(s.cancelled_at IS NULL) AS expected,
                           MAX(r.confirmed_at) IS NOT NULL AS paid,
                           (SELECT SUM(IF(e.kind = 'CAPTURE', e.amount, -e.amount))
                            FROM payment p JOIN money_entry e ON e.payment_id = p.id
                            WHERE p.reference = r.id) AS balance
                    FROM reservation r STRAIGHT_JOIN reservation_seat s ON s.reservation_id = r.id
                    GROUP BY r.id) one
                WHERE NOT (balance <=> IF(paid, expected, NULL))""");
        expect(faults, "reviews of people who were not there, or before the round", 0, """
                SELECT COUNT(*) FROM review v LEFT JOIN reservation r ON r.id = v.reservation_id
                LEFT JOIN performance_round o ON o.id = r.round_id
                WHERE r.id IS NULL OR r.account_id <> v.account_id OR o.performance_id <> v.performance_id
                   OR r.status NOT IN ('CONFIRMED', 'PARTIALLY_CANCELLED') OR v.created_at <= o.starts_at""");
        expect(faults, "performances whose ratings are not those of their reviews", 0, """
                WITH counted AS (
                    SELECT performance_id, SUM(rating = 1) AS rated_1, SUM(rating = 2) AS rated_2,
                           SUM(rating = 3) AS rated_3, SUM(rating = 4) AS rated_4, SUM(rating = 5) AS rated_5
                    FROM review WHERE shown = 1 GROUP BY performance_id)
                SELECT COUNT(DISTINCT performance_id) FROM (
                    (SELECT * FROM counted EXCEPT SELECT * FROM review_rating)
                    UNION ALL
                    (SELECT * FROM review_rating EXCEPT SELECT * FROM counted)) wrong""");
        expect(faults, "payments whose state is not what their entries say", 0, """
                SELECT COUNT(*) FROM payment p
                JOIN (SELECT payment_id, SUM(IF(kind = 'CAPTURE', amount, 0)) AS captured,
                             SUM(IF(kind = 'REFUND', amount, 0)) AS refunded
                      FROM money_entry GROUP BY payment_id) e ON e.payment_id = p.id
                WHERE e.captured <> p.amount OR e.refunded <> p.refund_reserved
                   OR p.status <> IF(e.refunded = 0, 'CAPTURED', IF(e.refunded = p.amount, 'REFUNDED',
                                                                    'PARTIALLY_REFUNDED'))""");
        expect(faults, "people with more seats of a round than one may have", 0, """
                SELECT COUNT(*) FROM (
                    SELECT 1 FROM reservation WHERE status IN ('CONFIRMED', 'PARTIALLY_CANCELLED')
                    GROUP BY round_id, account_id HAVING SUM(seat_count) > 4) wrong""");
        expect(faults, "bookings of the future or before sale began", 0, """
                SELECT COUNT(*) FROM reservation r JOIN performance_round o ON o.id = r.round_id
                WHERE r.created_at < o.booking_opens_at OR r.created_at >= o.booking_closes_at
                   OR r.created_at > UTC_TIMESTAMP(6)""");
        expect(faults, "rounds of one venue that overlap", 0, """
                SELECT COUNT(*) FROM (
                    SELECT o.starts_at, p.duration_minutes,
                           LEAD(o.starts_at) OVER (PARTITION BY p.venue_id ORDER BY o.starts_at) AS next_at
                    FROM performance_round o JOIN performance p ON p.id = o.performance_id) one
                WHERE next_at < starts_at + INTERVAL duration_minutes + 30 MINUTE""");
        return faults;
    }

    private void expect(List<String> faults, String what, long expected, String sql) {
        long found = this.database.number(sql);
        if (found != expected) {
            faults.add("%s: %,d instead of %,d".formatted(what, found, expected));
        }
    }

}
