package io.ticketblue.booking.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.ticketblue.booking.BookingToGiveBack;
import io.ticketblue.booking.CancelledBooking;
import io.ticketblue.booking.RefundStanding;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Cancelled rounds and what was given back of them. All methods join the caller's
 * transaction.
 */
@Repository
public class RoundCancellationRepository {

    private final JdbcClient sql;

    RoundCancellationRepository(JdbcClient sql) {
        this.sql = sql;
    }

    /** Orders that a round be cancelled; each round once. */
    public void insert(RoundId round, String reason, int compensationPercent, Instant now) {
        this.sql.sql("""
                INSERT INTO round_cancellation (round_id, reason, compensation_percent, requested_at, next_attempt_at)
                VALUES (:round, :reason, :percent, :now, :now)""")
            .param("round", round.value())
            .param("reason", reason)
            .param("percent", compensationPercent)
            .param("now", Timestamp.from(now))
            .update();
    }

    /** Finds the order to cancel a round. */
    public Optional<Order> find(RoundId round) {
        return find(List.of(round)).stream().findFirst();
    }

    /** Finds the orders to cancel those of the rounds that were cancelled. */
    public List<Order> find(Collection<RoundId> rounds) {
        if (rounds.isEmpty()) {
            return List.of();
        }
        return this.sql.sql("SELECT * FROM round_cancellation WHERE round_id IN (:rounds)")
            .param("rounds", rounds.stream().map(RoundId::value).toList())
            .query((row, number) -> {
                Timestamp finished = row.getTimestamp("finished_at");
                return new Order(new RoundId(row.getLong("round_id")), row.getString("reason"),
                        row.getInt("compensation_percent"), row.getTimestamp("requested_at").toInstant(),
                        (finished != null) ? finished.toInstant() : null);
            })
            .list();
    }

    /** Rounds that wait to be worked on. */
    List<RoundId> due(Instant now) {
        return this.sql.sql("""
                SELECT round_id FROM round_cancellation WHERE finished_at IS NULL AND next_attempt_at <= :now
                ORDER BY requested_at""")
            .param("now", Timestamp.from(now))
            .query((row, number) -> new RoundId(row.getLong("round_id")))
            .list();
    }

    /** Takes a round for a while; false if another node has it. */
    boolean claim(RoundId round, Instant now, Instant until) {
        return this.sql.sql("""
                UPDATE round_cancellation SET next_attempt_at = :until
                WHERE round_id = :round AND finished_at IS NULL AND next_attempt_at <= :now""")
            .param("until", Timestamp.from(until))
            .param("round", round.value())
            .param("now", Timestamp.from(now))
            .update() == 1;
    }

    /**
     * Renews the lease of a node, or ends it.
     * @param lease until when the node has it
     * @param until until when it has it from now on
     * @return false if another node has taken it over, or the round is finished
     */
    boolean renew(RoundId round, Instant lease, Instant until) {
        return this.sql.sql("""
                UPDATE round_cancellation SET next_attempt_at = :until
                WHERE round_id = :round AND finished_at IS NULL AND next_attempt_at = :lease""")
            .param("until", Timestamp.from(until))
            .param("round", round.value())
            .param("lease", Timestamp.from(lease))
            .update() == 1;
    }

    void finish(RoundId round, Instant now) {
        this.sql.sql("UPDATE round_cancellation SET finished_at = :now WHERE round_id = :round AND finished_at IS NULL")
            .param("now", Timestamp.from(now))
            .param("round", round.value())
            .update();
    }

    /** Writes down that a booking was given back; fails if it was already. */
    void insertBooking(RoundId round, ReservationId reservation, Money refund, Money compensation,
            RefundStanding standing, Instant now) {
        this.sql.sql("""
                INSERT INTO round_cancellation_booking (reservation_id, round_id, refund, compensation, cancelled_at,
                    standing)
                VALUES (:reservation, :round, :refund, :compensation, :now, :standing)""")
            .param("reservation", reservation.value())
            .param("round", round.value())
            .param("refund", refund.won())
            .param("compensation", compensation.won())
            .param("now", Timestamp.from(now))
            .param("standing", standing.name())
            .update();
    }

    /** Whether a booking was given back because its round was cancelled. */
    boolean isGivenBack(long reservation) {
        return this.sql
            .sql("SELECT EXISTS (SELECT 1 FROM round_cancellation_booking WHERE reservation_id = :reservation)")
            .param("reservation", reservation)
            .query(Boolean.class)
            .single();
    }

    /**
     * Locks a booking that was given back because its round was cancelled.
     * @return false if it is none
     */
    boolean lockBooking(long reservation) {
        return this.sql.sql("SELECT 1 FROM round_cancellation_booking WHERE reservation_id = :reservation FOR UPDATE")
            .param("reservation", reservation)
            .query(Integer.class)
            .optional()
            .isPresent();
    }

    void saveStanding(long reservation, RefundStanding standing) {
        this.sql.sql("UPDATE round_cancellation_booking SET standing = :standing WHERE reservation_id = :reservation")
            .param("standing", standing.name())
            .param("reservation", reservation)
            .update();
    }

    void saveCompensationPaid(long reservation) {
        this.sql
            .sql("UPDATE round_cancellation_booking SET compensation_paid = TRUE WHERE reservation_id = :reservation")
            .param("reservation", reservation)
            .update();
    }

    /**
     * A page of the bookings of a cancelled round, what needs somebody first.
     * @param standing only those that stand so, null for all
     */
    public List<BookingToGiveBack> bookings(RoundId round, @Nullable RefundStanding standing, Paging paging,
            Instant now) {
        return this.sql.sql("""
                SELECT reservation_id, standing, refund, compensation, cancelled_at, compensation_paid
                FROM round_cancellation_booking
                WHERE round_id = :round AND (:standing IS NULL OR standing = :standing)
                UNION ALL
                SELECT id, 'WAITING', 0, 0, NULL, FALSE FROM reservation
                WHERE round_id = :round AND (:standing IS NULL OR :standing = 'WAITING')
                    AND EXISTS (SELECT 1 FROM round_cancellation WHERE round_id = :round AND finished_at IS NULL)
                    AND\s""" + RoundReservations.HOLDS_SEATS + """

                ORDER BY FIELD(standing, 'OWED', 'WAITING', 'UNDER_WAY', 'SENT'), reservation_id
                LIMIT :size OFFSET :offset""")
            .param("round", round.value())
            .param("standing", (standing != null) ? standing.name() : null)
            .param("now", Timestamp.from(now))
            .param("size", paging.size())
            .param("offset", paging.offset())
            .query((row, number) -> {
                boolean waits = row.getTimestamp("cancelled_at") == null;
                return new BookingToGiveBack(new ReservationId(row.getLong("reservation_id")),
                        RefundStanding.valueOf(row.getString("standing")), waits ? null : booking(row, number),
                        row.getBoolean("compensation_paid"));
            })
            .list();
    }

    /** What was given back so far because rounds were cancelled, by standing. */
    public List<Done> done(Collection<RoundId> rounds) {
        if (rounds.isEmpty()) {
            return List.of();
        }
        return this.sql.sql("""
                SELECT round_id, standing, COUNT(*) AS bookings, SUM(refund) AS refund,
                       SUM(compensation) AS compensation, SUM(compensation > 0 AND NOT compensation_paid) AS owed
                FROM round_cancellation_booking WHERE round_id IN (:rounds) GROUP BY round_id, standing""")
            .param("rounds", rounds.stream().map(RoundId::value).toList())
            .query((row, number) -> new Done(new RoundId(row.getLong("round_id")),
                    RefundStanding.valueOf(row.getString("standing")), row.getInt("bookings"),
                    new Money(row.getLong("refund")), new Money(row.getLong("compensation")), row.getInt("owed")))
            .list();
    }

    public Optional<CancelledBooking> booking(ReservationId reservation) {
        return this.sql.sql("SELECT * FROM round_cancellation_booking WHERE reservation_id = :reservation")
            .param("reservation", reservation.value())
            .query(RoundCancellationRepository::booking)
            .optional();
    }

    private static CancelledBooking booking(ResultSet row, int number) throws SQLException {
        return new CancelledBooking(new ReservationId(row.getLong("reservation_id")), new Money(row.getLong("refund")),
                new Money(row.getLong("compensation")), row.getTimestamp("cancelled_at").toInstant());
    }

    /**
     * A cancelled round.
     *
     * @param round which
     * @param reason why
     * @param compensationPercent what buyers get on top
     * @param requestedAt when it was cancelled
     * @param finishedAt when all was given back, null while it goes on
     */
    public record Order(RoundId round, String reason, int compensationPercent, Instant requestedAt,
            @Nullable Instant finishedAt) {
    }

    /**
     * What was given back so far of a round and stands alike.
     *
     * @param standing where the money stands
     * @param bookings how many bookings
     * @param refund what goes back for them
     * @param compensation what they get on top
     * @param compensationsOwed of how many of them that is not paid yet
     */
    public record Done(RoundId round, RefundStanding standing, int bookings, Money refund, Money compensation,
            int compensationsOwed) {
    }

}
