package io.ticketblue.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Asks the database whether a load has left the ledger as it must be. */
public final class LedgerChecks {

    private static final String LIVE = """
            (reservation.status IN ('PAYING', 'AWAITING_DEPOSIT', 'CONFIRMED', 'PARTIALLY_CANCELLED')
             OR reservation.status = 'HELD' AND reservation.held_until > UTC_TIMESTAMP(6))""";

    private final Database database;

    private final List<String> faults = new ArrayList<>();

    /** Checks of this database. */
    public LedgerChecks(Database database) {
        this.database = database;
    }

    /** Everything that was found wrong, in words. */
    public List<String> faults() {
        return List.copyOf(this.faults);
    }

    /**
     * After a load on some rounds: what the server has granted is what the database
     * holds.
     * @param granted how many reservations of how many seats the load got and kept
     */
    void granted(String load, List<Long> rounds, long granted, int seatsEach) {
        String in = "(" + rounds.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
        expect(load + ": live reservations", granted,
                "SELECT COUNT(*) FROM reservation WHERE round_id IN " + in + " AND " + LIVE);
        expect(load + ": seats of live reservations", granted * seatsEach,
                "SELECT COUNT(*) FROM reservation_seat JOIN reservation ON reservation.id = reservation_id "
                        + "WHERE round_id IN " + in + " AND " + LIVE);
        expect(load + ": held seats in the ledger", granted * seatsEach,
                "SELECT COUNT(*) FROM round_seat WHERE round_id IN " + in
                        + " AND reservation_id IS NOT NULL AND held_until > UTC_TIMESTAMP(6)");
    }

    /** All rounds of the whole ledger. */
    public void everywhere() {
        expect("seats with two live reservations", 0, """
                SELECT COUNT(*) FROM (
                    SELECT 1 FROM reservation JOIN reservation_seat ON reservation_seat.reservation_id = reservation.id
                    WHERE %s AND reservation_seat.cancelled_at IS NULL
                    GROUP BY reservation.round_id, reservation_seat.seat_id HAVING COUNT(*) > 1) AS twice"""
            .formatted(LIVE));
        expect("seats of live reservations that the ledger gives to somebody else", 0, """
                SELECT COUNT(*) FROM reservation
                       JOIN reservation_seat ON reservation_seat.reservation_id = reservation.id
                       LEFT JOIN round_seat ON round_seat.round_id = reservation.round_id
                            AND round_seat.seat_id = reservation_seat.seat_id
                WHERE %s AND reservation_seat.cancelled_at IS NULL
                      AND NOT (round_seat.reservation_id <=> reservation.id)""".formatted(LIVE));
        expect("taken seats of the ledger without a live reservation that names them", 0, """
                SELECT COUNT(*) FROM round_seat
                       LEFT JOIN reservation ON reservation.id = round_seat.reservation_id
                       LEFT JOIN reservation_seat ON reservation_seat.reservation_id = round_seat.reservation_id
                            AND reservation_seat.seat_id = round_seat.seat_id
                            AND reservation_seat.cancelled_at IS NULL
                WHERE round_seat.reservation_id IS NOT NULL
                      AND (round_seat.held_until IS NULL OR round_seat.held_until > UTC_TIMESTAMP(6))
                      AND NOT (reservation_seat.seat_id IS NOT NULL AND reservation.round_id = round_seat.round_id
                               AND %s)""".formatted(LIVE));
        expect("rounds in which free + held + sold is not the capacity of the house", 0,
                """
                        SELECT COUNT(*) FROM (
                            SELECT performance_round.id,
                                   SUM(seat.reservation_id IS NULL OR COALESCE(seat.held_until <= UTC_TIMESTAMP(6), FALSE)) AS free,
                                   SUM(seat.reservation_id IS NOT NULL AND seat.held_until > UTC_TIMESTAMP(6)) AS held,
                                   SUM(seat.reservation_id IS NOT NULL AND seat.held_until IS NULL) AS sold, venue.capacity
                            FROM performance_round JOIN performance ON performance.id = performance_round.performance_id
                                 JOIN venue ON venue.id = performance.venue_id
                                 LEFT JOIN round_seat AS seat ON seat.round_id = performance_round.id
                            GROUP BY performance_round.id, venue.capacity) AS round
                        WHERE free + COALESCE(held, 0) + sold IS NULL OR free + COALESCE(held, 0) + sold <> capacity""");
    }

    private void expect(String what, long expected, String sql) {
        long found = this.database.number(sql);
        if (found != expected) {
            this.faults.add("%s: %,d instead of %,d".formatted(what, found, expected));
        }
    }

}
