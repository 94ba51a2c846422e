package io.ticketblue.payment.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.payment.RefundView;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

import static io.ticketblue.payment.internal.PaymentRows.shortened;
import static io.ticketblue.payment.internal.PaymentRows.utc;

/**
 * The table of refunds. Like the payments', every change of a status is one conditional
 * update.
 */
@Repository
public class RefundLedger {

    private static final int MAX_CODE = 100;

    private static final String VIEW = "SELECT r.*, p.order_id, p.reference FROM refund r JOIN payment p ON p.id = r.payment_id ";

    private final JdbcClient sql;

    RefundLedger(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<RefundRow> find(RefundId id) {
        return this.sql.sql("SELECT * FROM refund WHERE id = ?")
            .param(id.value())
            .query(PaymentRows::refund)
            .optional();
    }

    /** What has gone back, or is to, of one payment. */
    List<RefundRow> of(PaymentId payment) {
        return this.sql.sql("SELECT * FROM refund WHERE payment_id = ? ORDER BY id")
            .param(payment.value())
            .query(PaymentRows::refund)
            .list();
    }

    /** Finds one. */
    public Optional<RefundView> view(RefundId id) {
        return this.sql.sql(VIEW + "WHERE r.id = ?").param(id.value()).query(PaymentRows::refundView).optional();
    }

    /** The refunds of all orders for one thing, the oldest first. */
    List<RefundView> of(long reference) {
        return this.sql.sql(VIEW + "WHERE p.reference = ? ORDER BY r.id")
            .param(reference)
            .query(PaymentRows::refundView)
            .list();
    }

    /**
     * The refunds of all orders for one thing as they are committed by now, locked until
     * the caller's transaction ends.
     */
    public List<RefundStatus> lockedStatuses(long reference) {
        return this.sql.sql("""
                SELECT r.status FROM refund r JOIN payment p ON p.id = r.payment_id
                WHERE p.reference = ? LOCK IN SHARE MODE""")
            .param(reference)
            .query((row, number) -> RefundStatus.valueOf(row.getString("status")))
            .list();
    }

    /** The refunds of all orders for several things, the oldest first. */
    public List<RefundView> of(Collection<Long> references) {
        return this.sql.sql(VIEW + "WHERE p.reference IN (:references) ORDER BY r.id")
            .param("references", references)
            .query(PaymentRows::refundView)
            .list();
    }

    /** The refunds that the provider refused and nobody has settled, the oldest first. */
    public Page<RefundView> owed(Paging paging) {
        List<RefundView> items = this.sql.sql(VIEW + "WHERE r.status = 'REFUSED' ORDER BY r.id LIMIT ? OFFSET ?")
            .params(paging.size(), paging.offset())
            .query(PaymentRows::refundView)
            .list();
        return Page.of(items, paging, countOwed());
    }

    /**
     * Adds a refund.
     * @param byHand whether staff give it back for nothing that the buyer returns
     */
    RefundId add(PaymentId payment, Money amount, String reason, boolean byHand, Instant now, Instant nextAttempt) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        this.sql.sql("""
                INSERT INTO refund (payment_id, amount, reason, by_hand, status, next_attempt_at, created_at)
                VALUES (?, ?, ?, ?, 'REQUESTED', ?, ?)""")
            .params(payment.value(), amount.won(), reason, byHand, utc(nextAttempt), utc(now))
            .update(key, "id");
        return new RefundId(Objects.requireNonNull(key.getKey()).longValue());
    }

    List<RefundRow> due(Instant now, int limit) {
        return this.sql.sql("""
                SELECT * FROM refund
                WHERE status = 'REQUESTED' AND next_attempt_at <= ? ORDER BY next_attempt_at LIMIT ?""")
            .params(utc(now), limit)
            .query(PaymentRows::refund)
            .list();
    }

    boolean claim(RefundRow row, Instant nextAttempt) {
        return this.sql.sql("""
                UPDATE refund SET calls = calls + 1, next_attempt_at = ?
                WHERE id = ? AND status = 'REQUESTED' AND calls = ?""")
            .params(utc(nextAttempt), row.id().value(), row.calls())
            .update() == 1;
    }

    /** Has a refund asked about again at a time. */
    void postpone(RefundRow row, Instant at) {
        this.sql.sql("UPDATE refund SET next_attempt_at = ? WHERE id = ? AND status = 'REQUESTED'")
            .params(utc(at), row.id().value())
            .update();
    }

    void useUpKey(RefundRow row) {
        this.sql.sql("UPDATE refund SET cancel_key = cancel_key + 1 WHERE id = ? AND cancel_key = ?")
            .params(row.id().value(), row.cancelKey())
            .update();
    }

    /**
     * REQUESTED to DONE.
     * @param transactionKey the provider's name of the cancellation, none if the money
     * went back by another way than through us
     */
    boolean done(RefundRow row, @Nullable String transactionKey, Instant now) {
        return this.sql.sql("""
                UPDATE refund
                SET status = 'DONE', transaction_key = :key, ended_at = :now, next_attempt_at = NULL
                WHERE id = :id AND status = 'REQUESTED'""")
            .param("key", transactionKey)
            .param("now", utc(now))
            .param("id", row.id().value())
            .update() == 1;
    }

    boolean refused(RefundRow row, String code, Instant now) {
        return this.sql.sql("""
                UPDATE refund
                SET status = 'REFUSED', failure_code = :code, ended_at = :now, next_attempt_at = NULL
                WHERE id = :id AND status = 'REQUESTED'""")
            .param("code", shortened(code, MAX_CODE))
            .param("now", utc(now))
            .param("id", row.id().value())
            .update() == 1;
    }

    /** REFUSED to REQUESTED. */
    public boolean reopen(RefundId id, Instant nextAttempt) {
        return this.sql.sql("""
                UPDATE refund
                SET status = 'REQUESTED', failure_code = NULL, ended_at = NULL, next_attempt_at = ?
                WHERE id = ? AND status = 'REFUSED'""").params(utc(nextAttempt), id.value()).update() == 1;
    }

    /** REFUSED to SETTLED. */
    public boolean settle(RefundId id, String note, long by, Instant now) {
        return this.sql.sql("""
                UPDATE refund
                SET status = 'SETTLED', note = ?, settled_by = ?, ended_at = ?
                WHERE id = ? AND status = 'REFUSED'""").params(note, by, utc(now), id.value()).update() == 1;
    }

    /** How many the provider refused and nobody has settled. */
    public long countOwed() {
        return this.sql.sql("SELECT COUNT(*) FROM refund WHERE status = 'REFUSED'").query(Long.class).single();
    }

    long countUnsettled() {
        return this.sql.sql("SELECT COUNT(*) FROM refund WHERE status = 'REQUESTED'").query(Long.class).single();
    }

}
