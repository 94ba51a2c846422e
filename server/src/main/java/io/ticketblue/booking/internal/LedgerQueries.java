package io.ticketblue.booking.internal;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.ticketblue.booking.SeatCount;
import io.ticketblue.booking.SeatStatus;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions to the seat ledger that change nothing and lock nothing. */
@Component
public class LedgerQueries {

    private final JdbcClient sql;

    LedgerQueries(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * The seats of a round that carry a reservation, by id; some may be free by the
     * clock.
     */
    Map<Long, Taken> taken(RoundId round) {
        Map<Long, Taken> taken = new HashMap<>();
        this.sql.sql("""
                SELECT seat_id, reservation_id, held_until FROM round_seat
                WHERE round_id = :round AND reservation_id IS NOT NULL""")
            .param("round", round.value())
            .query((row) -> {
                Timestamp heldUntil = row.getTimestamp("held_until");
                taken.put(row.getLong("seat_id"),
                        new Taken(row.getLong("reservation_id"), (heldUntil != null) ? heldUntil.toInstant() : null));
            });
        return taken;
    }

    /** Counts the free seats of rounds by grade, dearest grade first. */
    Map<RoundId, Availability.Remaining> remaining(Collection<? extends RoundId> rounds, Instant now) {
        if (rounds.isEmpty()) {
            return Map.of();
        }
        Map<RoundId, Map<String, Integer>> free = new HashMap<>();
        Map<RoundId, Integer> capacity = new HashMap<>();
        this.sql.sql("""
                SELECT round_id, grade, COUNT(*) AS seats, MAX(price) AS price,
                       SUM(reservation_id IS NULL OR (held_until IS NOT NULL AND held_until <= :now)) AS free
                FROM round_seat WHERE round_id IN (:rounds) GROUP BY round_id, grade ORDER BY price DESC, grade""")
            .param("rounds", rounds.stream().map(RoundId::value).toList())
            .param("now", Timestamp.from(now))
            .query((row) -> {
                RoundId round = new RoundId(row.getLong("round_id"));
                free.computeIfAbsent(round, (key) -> new LinkedHashMap<>())
                    .put(row.getString("grade"), row.getInt("free"));
                capacity.merge(round, row.getInt("seats"), Integer::sum);
            });
        Map<RoundId, Availability.Remaining> remaining = new HashMap<>();
        free.forEach((round, byGrade) -> remaining.put(round, new Availability.Remaining(byGrade,
                byGrade.values().stream().mapToInt(Integer::intValue).sum(), capacity.getOrDefault(round, 0))));
        return remaining;
    }

    /**
     * Counts the seats of a round by how they stand: free ones in the ledger, held and
     * sold ones in the reservations, so that the sum proves something.
     */
    public SeatCount count(RoundId round, Instant now) {
        return this.sql.sql("""
                SELECT (SELECT COUNT(*) FROM round_seat WHERE round_id = :round) AS capacity,
                       (SELECT COUNT(*) FROM round_seat
                        WHERE round_id = :round AND (reservation_id IS NULL OR held_until <= :now)) AS free,
                       COALESCE(SUM(r.confirmed_at IS NULL), 0) AS held,
                       COALESCE(SUM(r.confirmed_at IS NOT NULL), 0) AS sold
                FROM reservation r JOIN reservation_seat s ON s.reservation_id = r.id AND s.cancelled_at IS NULL
                WHERE r.round_id = :round
                  AND (r.status IN ('PAYING', 'AWAITING_DEPOSIT', 'CONFIRMED', 'PARTIALLY_CANCELLED')
                       OR (r.status = 'HELD' AND r.held_until > :now))""")
            .param("round", round.value())
            .param("now", Timestamp.from(now))
            .query((row, number) -> new SeatCount(row.getInt("capacity"), row.getInt("free"), row.getInt("held"),
                    row.getInt("sold")))
            .single();
    }

    /**
     * Counts the seats of rounds by how they stand in the ledger; rounds that have none
     * are left out.
     */
    public Map<RoundId, SeatCount> counts(Collection<RoundId> rounds, Instant now) {
        Map<RoundId, SeatCount> counts = new HashMap<>();
        if (rounds.isEmpty()) {
            return counts;
        }
        this.sql.sql("""
                SELECT round_id, COUNT(*) AS capacity,
                       SUM(reservation_id IS NULL OR held_until <= :now) AS free,
                       SUM(reservation_id IS NOT NULL AND held_until > :now) AS held,
                       SUM(reservation_id IS NOT NULL AND held_until IS NULL) AS sold
                FROM round_seat WHERE round_id IN (:rounds) GROUP BY round_id""")
            .param("rounds", rounds.stream().map(RoundId::value).toList())
            .param("now", Timestamp.from(now))
            .query((row) -> {
                counts.put(new RoundId(row.getLong("round_id")), new SeatCount(row.getInt("capacity"),
                        row.getInt("free"), row.getInt("held"), row.getInt("sold")));
            });
        return counts;
    }

    /** How many seats of a round are sold without a paid reservation of that round. */
    long wronglySold(RoundId round) {
        return this.sql.sql("""
                SELECT COUNT(*) FROM round_seat s LEFT JOIN reservation r ON r.id = s.reservation_id
                WHERE s.round_id = :round AND s.reservation_id IS NOT NULL AND s.held_until IS NULL
                  AND (r.id IS NULL OR r.round_id <> s.round_id
                       OR r.status NOT IN ('CONFIRMED', 'PARTIALLY_CANCELLED'))""")
            .param("round", round.value())
            .query(Long.class)
            .single();
    }

    /**
     * How many seats of a round that were paid and not given back belong to somebody
     * else, or to nobody.
     */
    long paidButNotOwned(RoundId round) {
        return this.sql.sql("""
                SELECT COUNT(*) FROM reservation r JOIN reservation_seat p ON p.reservation_id = r.id
                LEFT JOIN round_seat s ON s.round_id = r.round_id AND s.seat_id = p.seat_id
                WHERE r.round_id = :round AND r.status IN ('CONFIRMED', 'PARTIALLY_CANCELLED')
                  AND p.cancelled_at IS NULL
                  AND (s.reservation_id IS NULL OR s.reservation_id <> r.id OR s.held_until IS NOT NULL)""")
            .param("round", round.value())
            .query(Long.class)
            .single();
    }

    /** What the reservations of a round have to account for, whatever became of them. */
    List<Account> accounts(RoundId round) {
        return this.sql.sql("""
                SELECT r.id, SUM(s.cancellation_fee + s.booking_fee_kept) AS fees, SUM(s.returned) AS returned,
                    IF(r.status IN ('CONFIRMED', 'PARTIALLY_CANCELLED'),
                    SUM(IF(s.cancelled_at IS NULL, s.price - s.discount, 0))
                        + r.booking_fee DIV COUNT(*) * SUM(s.cancelled_at IS NULL), 0) AS paid
                FROM reservation r JOIN reservation_seat s ON s.reservation_id = r.id
                WHERE r.round_id = :round GROUP BY r.id, r.status, r.booking_fee""")
            .param("round", round.value())
            .query((row, number) -> new Account(row.getLong("id"), new Money(row.getLong("paid")),
                    new Money(row.getLong("fees")), new Money(row.getLong("returned"))))
            .list();
    }

    /** The rounds of reservations. */
    Set<RoundId> roundsOf(Collection<Long> reservations) {
        return reservations.isEmpty() ? Set.of()
                : Set.copyOf(this.sql.sql("SELECT DISTINCT round_id FROM reservation WHERE id IN (:reservations)")
                    .param("reservations", reservations)
                    .query((row, number) -> new RoundId(row.getLong("round_id")))
                    .list());
    }

    /**
     * What a reservation has to account for.
     *
     * @param reservation which
     * @param paid what was paid for its seats that are paid and not given back
     * @param fees what was kept for those that were given back
     * @param returned what staff had sent back by hand for those before
     */
    record Account(long reservation, Money paid, Money fees, Money returned) {
    }

    /**
     * A seat that carries a reservation.
     *
     * @param reservation whose it is
     * @param heldUntil when the claim ends by the clock, null when it is sold
     */
    record Taken(long reservation, @Nullable Instant heldUntil) {

        SeatStatus status(Instant now) {
            if (this.heldUntil == null) {
                return SeatStatus.SOLD;
            }
            return this.heldUntil.isAfter(now) ? SeatStatus.HELD : SeatStatus.FREE;
        }

    }

}
