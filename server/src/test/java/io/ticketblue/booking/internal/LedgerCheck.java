package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.SeatCount;
import io.ticketblue.catalog.RoundId;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads a round's books from the database and says everything that is wrong with them.
 * Looks at reservations and ledger apart, so that neither can cover for the other.
 */
class LedgerCheck {

    private final JdbcClient sql;

    private final BoxOffice boxOffice;

    private final Clock clock;

    LedgerCheck(JdbcClient sql, BoxOffice boxOffice, Clock clock) {
        this.sql = sql;
        this.boxOffice = boxOffice;
        this.clock = clock;
    }

    /** The faults of a round, none if all is well. */
    List<String> faults(RoundId round, int capacity, int maxPerPerson) {
        List<String> faults = new ArrayList<>();
        SeatCount count = this.boxOffice.count(round);
        if (!count.balanced() || count.capacity() != capacity) {
            faults.add("books do not add up: " + count);
        }
        faults.addAll(seatsWithTwoOwners(round));
        faults.addAll(peopleOverLimit(round, maxPerPerson));
        faults.addAll(reservationsWithoutTheirSeats(round));
        return faults;
    }

    List<String> seatsWithTwoOwners(RoundId round) {
        return query(
                """
                        SELECT CONCAT('seat ', s.seat_id, ' belongs to ', COUNT(*), ' reservations')
                        FROM reservation_seat s JOIN reservation r ON r.id = s.reservation_id
                        WHERE r.round_id = :round AND s.cancelled_at IS NULL AND (r.status IN ('PAYING', 'AWAITING_DEPOSIT', 'CONFIRMED',
                            'PARTIALLY_CANCELLED') OR (r.status = 'HELD' AND r.held_until > :now))
                        GROUP BY s.seat_id HAVING COUNT(*) > 1""",
                round);
    }

    List<String> peopleOverLimit(RoundId round, int maxPerPerson) {
        return query("""
                SELECT CONCAT('account ', r.account_id, ' has ', COUNT(*), ' seats')
                FROM reservation r JOIN reservation_seat s ON s.reservation_id = r.id AND s.cancelled_at IS NULL
                WHERE r.round_id = :round
                  AND (r.status IN ('PAYING', 'AWAITING_DEPOSIT', 'CONFIRMED', 'PARTIALLY_CANCELLED')
                       OR (r.status = 'HELD' AND r.held_until > :now))
                GROUP BY r.account_id HAVING COUNT(*) > %d""".formatted(maxPerPerson), round);
    }

    private List<String> reservationsWithoutTheirSeats(RoundId round) {
        return query(
                """
                        SELECT CONCAT('reservation ', r.id, ' (', r.status, ') does not own seat ', s.seat_id, ' as it should')
                        FROM reservation r JOIN reservation_seat s ON s.reservation_id = r.id
                        JOIN round_seat l ON l.round_id = r.round_id AND l.seat_id = s.seat_id
                        WHERE r.round_id = :round AND (
                            (r.status IN ('CONFIRMED', 'PARTIALLY_CANCELLED') AND s.cancelled_at IS NULL AND (l.reservation_id IS NULL OR l.reservation_id <> r.id OR l.held_until IS NOT NULL))
                            OR ((r.status IN ('PAYING', 'AWAITING_DEPOSIT') OR (r.status = 'HELD' AND r.held_until > :now))
                                AND (l.reservation_id IS NULL OR l.reservation_id <> r.id OR l.held_until IS NULL OR l.held_until <= :now))
                            OR ((r.status IN ('CANCELLED', 'EXPIRED') OR s.cancelled_at IS NOT NULL) AND l.reservation_id = r.id))""",
                round);
    }

    private List<String> query(String query, RoundId round) {
        Instant now = this.clock.instant();
        return this.sql.sql(query).param("round", round.value()).param("now", now).query(String.class).list();
    }

}
