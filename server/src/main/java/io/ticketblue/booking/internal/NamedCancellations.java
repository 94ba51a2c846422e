package io.ticketblue.booking.internal;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.ticketblue.booking.ReservationId;
import io.ticketblue.payment.RefundId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What came of cancellations to which a client gave a name, for as long as the name is
 * kept. All methods join the caller's transaction.
 */
@Repository
class NamedCancellations {

    /** As long as the answers to requests with a key. */
    private static final Duration KEPT = Duration.ofHours(24);

    private final JdbcClient sql;

    NamedCancellations(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Named> find(ReservationId reservation, CancellationKey name, Instant now) {
        return this.sql.sql("""
                SELECT refund, cancellation_fee, booking_fee, refund_id FROM named_cancellation
                WHERE reservation_id = :reservation AND account_id = :account AND name = :name
                    AND cancelled_at > :since""")
            .param("reservation", reservation.value())
            .param("account", name.by().value())
            .param("name", name.name())
            .param("since", Timestamp.from(now.minus(KEPT)))
            .query((row, number) -> {
                Long refund = row.getObject("refund_id", Long.class);
                return new Named(
                        new Cancellations.Amounts(new Money(row.getLong("refund")),
                                new Money(row.getLong("cancellation_fee")), new Money(row.getLong("booking_fee"))),
                        (refund != null) ? new RefundId(refund) : null);
            })
            .optional();
    }

    /**
     * Writes down what came of a cancellation; an older one of that name is forgotten.
     */
    void save(CancellationKey name, Cancellations.Cancelled cancelled, Instant now) {
        RefundId refund = cancelled.refund();
        this.sql.sql("""
                INSERT INTO named_cancellation (reservation_id, account_id, name, refund, cancellation_fee, booking_fee,
                    refund_id, cancelled_at)
                VALUES (:reservation, :account, :name, :refund, :cancellationFee, :bookingFee, :refundId, :now)
                ON DUPLICATE KEY UPDATE refund = VALUES(refund), cancellation_fee = VALUES(cancellation_fee),
                    booking_fee = VALUES(booking_fee), refund_id = VALUES(refund_id),
                    cancelled_at = VALUES(cancelled_at)""")
            .param("reservation", cancelled.reservation().id().value())
            .param("account", name.by().value())
            .param("name", name.name())
            .param("refund", cancelled.amounts().refund().won())
            .param("cancellationFee", cancelled.amounts().cancellationFee().won())
            .param("bookingFee", cancelled.amounts().bookingFee().won())
            .param("refundId", (refund != null) ? refund.value() : null)
            .param("now", Timestamp.from(now))
            .update();
    }

    /**
     * What came of it.
     *
     * @param amounts what goes back and what is kept
     * @param refund names what goes back, null when nothing does
     */
    record Named(Cancellations.Amounts amounts, @Nullable RefundId refund) {
    }

}
