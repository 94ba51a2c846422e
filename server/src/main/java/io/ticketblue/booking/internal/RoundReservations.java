package io.ticketblue.booking.internal;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.ReservationCode;
import io.ticketblue.catalog.RoundBookings;
import io.ticketblue.catalog.RoundId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The reservations of whole rounds. All methods join the caller's transaction. */
@Repository
public class RoundReservations {

    /** The reservations that hold or own seats of a round. */
    static final String HOLDS_SEATS = """
            (status IN ('PAYING', 'AWAITING_DEPOSIT', 'CONFIRMED', 'PARTIALLY_CANCELLED')
                OR (status = 'HELD' AND held_until > :now))""";

    private static final String LIVE = "WHERE round_id = :round AND " + HOLDS_SEATS;

    private final JdbcClient sql;

    private final ReservationRepository reservations;

    RoundReservations(JdbcClient sql, ReservationRepository reservations) {
        this.sql = sql;
        this.reservations = reservations;
    }

    /** The reservations that hold or own seats of a round, oldest first. */
    public List<Reservation> live(RoundId round, Instant now) {
        return this.reservations.load(LIVE + " ORDER BY created_at, id",
                Map.of("round", round.value(), "now", Timestamp.from(now)));
    }

    /** How many reservations hold or own seats, of each of the rounds that has any. */
    public Map<RoundId, Integer> countLive(Collection<RoundId> rounds, Instant now) {
        Map<RoundId, Integer> live = new HashMap<>();
        if (!rounds.isEmpty()) {
            this.sql
                .sql("SELECT round_id, COUNT(*) AS bookings FROM reservation WHERE round_id IN (:rounds) AND "
                        + HOLDS_SEATS + " GROUP BY round_id")
                .param("rounds", rounds.stream().map(RoundId::value).toList())
                .param("now", Timestamp.from(now))
                .query((row) -> {
                    live.put(new RoundId(row.getLong("round_id")), row.getInt("bookings"));
                });
        }
        return live;
    }

    /** The reservations that hold or own seats, of each of the rounds that has any. */
    List<RoundBookings> liveBookings(Collection<RoundId> rounds, Instant now) {
        if (rounds.isEmpty()) {
            return List.of();
        }
        return this.sql
            .sql("SELECT round_id, COUNT(*) AS bookings FROM reservation WHERE round_id IN (:rounds) AND " + HOLDS_SEATS
                    + " GROUP BY round_id ORDER BY round_id")
            .param("rounds", rounds.stream().map(RoundId::value).toList())
            .param("now", Timestamp.from(now))
            .query((row, number) -> {
                RoundId round = new RoundId(row.getLong("round_id"));
                return new RoundBookings(round, row.getInt("bookings"), firstLive(round, now));
            })
            .list();
    }

    private List<String> firstLive(RoundId round, Instant now) {
        return this.sql.sql("SELECT code FROM reservation " + LIVE + " ORDER BY created_at, id LIMIT :most")
            .param("round", round.value())
            .param("now", Timestamp.from(now))
            .param("most", RoundBookings.MOST_CODES)
            .query((row, number) -> ReservationCode.readable(row.getString("code")))
            .list();
    }

    /** Whether a buyer has paid seats of one of the rounds and not given them back. */
    public boolean anyBooked(AccountId buyer, Collection<RoundId> rounds) {
        return !rounds.isEmpty() && this.sql.sql("""
                SELECT EXISTS (SELECT 1 FROM reservation
                    WHERE account_id = :buyer AND round_id IN (:rounds)
                      AND status IN ('CONFIRMED', 'PARTIALLY_CANCELLED'))""")
            .param("buyer", buyer.value())
            .param("rounds", rounds.stream().map(RoundId::value).toList())
            .query(Boolean.class)
            .single();
    }

    /** Whether any reservation holds or owns seats of a round. */
    boolean anyLive(RoundId round, Instant now) {
        return this.sql.sql("SELECT EXISTS (SELECT 1 FROM reservation " + LIVE + ")")
            .param("round", round.value())
            .param("now", Timestamp.from(now))
            .query(Boolean.class)
            .single();
    }

    /** The rounds that were ever booked: all but holds that lapsed counts. */
    Set<RoundId> booked(Collection<RoundId> rounds, Instant now) {
        if (rounds.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(this.sql.sql("""
                SELECT DISTINCT round_id FROM reservation
                WHERE round_id IN (:rounds) AND NOT (status = 'EXPIRED' OR (status = 'HELD' AND held_until <= :now))""")
            .param("rounds", rounds.stream().map(RoundId::value).toList())
            .param("now", Timestamp.from(now))
            .query((row, number) -> new RoundId(row.getLong("round_id")))
            .list());
    }

    /** The rounds of all their reservations, by the reservations' numbers. */
    Map<Long, RoundId> roundsOf(Collection<RoundId> rounds) {
        Map<Long, RoundId> of = new HashMap<>();
        if (!rounds.isEmpty()) {
            this.sql.sql("SELECT id, round_id FROM reservation WHERE round_id IN (:rounds)")
                .param("rounds", rounds.stream().map(RoundId::value).toList())
                .query((row) -> {
                    of.put(row.getLong("id"), new RoundId(row.getLong("round_id")));
                });
        }
        return of;
    }

    /** All reservations of a round. */
    List<Reservation> of(RoundId round) {
        return this.reservations.load("WHERE round_id = :round", Map.of("round", round.value()));
    }

    /** The holds of a round whose time is over and that were not tidied up, locked. */
    List<Reservation> lapsed(RoundId round, Instant now) {
        return this.reservations.load(
                "WHERE round_id = :round AND status = 'HELD' AND held_until <= :now ORDER BY id FOR UPDATE",
                Map.of("round", round.value(), "now", Timestamp.from(now)));
    }

    /**
     * Deletes the holds of a round that lapsed. Anything else stays, and the foreign key
     * then keeps the round.
     */
    void deleteLapsed(RoundId round, Instant now) {
        this.sql.sql("""
                DELETE s FROM reservation_seat s JOIN reservation r ON r.id = s.reservation_id
                WHERE r.round_id = :round AND (r.status = 'EXPIRED' OR (r.status = 'HELD' AND r.held_until <= :now))""")
            .param("round", round.value())
            .param("now", Timestamp.from(now))
            .update();
        this.sql.sql("""
                DELETE FROM reservation
                WHERE round_id = :round AND (status = 'EXPIRED' OR (status = 'HELD' AND held_until <= :now))""")
            .param("round", round.value())
            .param("now", Timestamp.from(now))
            .update();
    }

    /** The rounds with the most seats confirmed since then, best first. */
    Map<RoundId, Integer> mostConfirmed(Instant since, int most) {
        Map<RoundId, Integer> seats = new LinkedHashMap<>();
        this.sql.sql("""
                SELECT round_id, SUM(seat_count) AS seats FROM reservation
                WHERE confirmed_at >= :since AND status IN ('CONFIRMED', 'PARTIALLY_CANCELLED')
                GROUP BY round_id ORDER BY seats DESC, round_id LIMIT :most""")
            .param("since", Timestamp.from(since))
            .param("most", most)
            .query((row) -> {
                seats.put(new RoundId(row.getLong("round_id")), row.getInt("seats"));
            });
        return seats;
    }

}
