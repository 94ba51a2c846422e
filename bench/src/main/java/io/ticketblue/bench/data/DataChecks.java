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
        expect(faults, "reservations whose amount is not the price of their seats", 0, """
                SELECT COUNT(*) FROM (
                    SELECT r.id FROM reservation r LEFT JOIN reservation_seat s ON s.reservation_id = r.id
                    GROUP BY r.id, r.amount, r.booking_fee, r.seat_count, r.status
                    HAVING COALESCE(SUM(s.price), 0) + r.booking_fee <> r.amount
                        OR SUM(r.status = 'CANCELLED' OR s.cancelled_at IS NULL) <> r.seat_count) wrong""");
        expect(faults, "reservations whose payment holds something else than their seats cost", 0, """
                SELECT COUNT(*) FROM (
                    SELECT r.id, r.status, r.booking_fee, COUNT(*) AS seats,
                           SUM(IF(s.cancelled_at IS NULL, s.price, 0)) AS price,
                           SUM(s.cancelled_at IS NULL) AS live
                    FROM reservation r JOIN reservation_seat s ON s.reservation_id = r.id
                    GROUP BY r.id, r.status, r.booking_fee) r
                LEFT JOIN (
                    SELECT p.reference, SUM(IF(e.kind = 'CAPTURE', e.amount, -e.amount)) AS balance
                    FROM payment p JOIN money_entry e ON e.payment_id = p.id GROUP BY p.reference) m
                  ON m.reference = r.id
                WHERE IF(r.status = 'EXPIRED', m.reference IS NOT NULL,
                         m.balance IS NULL OR m.balance <> r.price + r.booking_fee DIV r.seats * r.live)""");
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
