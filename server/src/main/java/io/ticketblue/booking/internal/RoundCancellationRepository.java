package io.ticketblue.booking.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.ticketblue.booking.CancelledBooking;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.Money;
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
        return this.sql.sql("SELECT * FROM round_cancellation WHERE round_id = :round")
            .param("round", round.value())
            .query((row, number) -> {
                Timestamp finished = row.getTimestamp("finished_at");
                return new Order(new RoundId(row.getLong("round_id")), row.getString("reason"),
                        row.getInt("compensation_percent"), row.getTimestamp("requested_at").toInstant(),
                        (finished != null) ? finished.toInstant() : null);
            })
            .optional();
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
     * @param round which round
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
    void insertBooking(RoundId round, ReservationId reservation, Money refund, Money compensation, Instant now) {
        this.sql.sql("""
                INSERT INTO round_cancellation_booking (reservation_id, round_id, refund, compensation, cancelled_at)
                VALUES (:reservation, :round, :refund, :compensation, :now)""")
            .param("reservation", reservation.value())
            .param("round", round.value())
            .param("refund", refund.won())
            .param("compensation", compensation.won())
            .param("now", Timestamp.from(now))
            .update();
    }

    /** What was given back so far because a round was cancelled. */
    public Done done(RoundId round) {
        return this.sql.sql("""
                SELECT COUNT(*) AS bookings, COALESCE(SUM(refund), 0) AS refund,
                       COALESCE(SUM(compensation), 0) AS compensation
                FROM round_cancellation_booking WHERE round_id = :round""")
            .param("round", round.value())
            .query((row, number) -> new Done(row.getInt("bookings"), new Money(row.getLong("refund")),
                    new Money(row.getLong("compensation"))))
            .single();
    }

    /** The bookings of a round that were given back, the latest first. */
    public List<CancelledBooking> bookings(RoundId round) {
        return this.sql.sql("""
                SELECT * FROM round_cancellation_booking WHERE round_id = :round
                ORDER BY cancelled_at DESC, reservation_id DESC""")
            .param("round", round.value())
            .query(RoundCancellationRepository::booking)
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
     * What was given back so far.
     *
     * @param bookings how many bookings
     * @param refund what goes back for them
     * @param compensation what is owed on top
     */
    public record Done(int bookings, Money refund, Money compensation) {
    }

}
