package io.ticketblue.payment;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.ticketblue.shared.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

import static io.ticketblue.payment.PaymentRows.shortened;
import static io.ticketblue.payment.PaymentRows.utc;

/**
 * The table of payments. Every change of a status is one conditional update, so that of
 * many who try, one does it. All methods join the caller's transaction if there is one.
 */
@Repository
class PaymentLedger {

    private static final int MAX_CODE = 100;

    private static final int MAX_TEXT = 500;

    private final JdbcClient sql;

    PaymentLedger(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<PaymentRow> find(OrderId order) {
        return this.sql.sql("SELECT * FROM payment WHERE order_id = ?")
            .param(order.value())
            .query(PaymentRows::payment)
            .optional();
    }

    PaymentRow get(PaymentId id) {
        return this.sql.sql("SELECT * FROM payment WHERE id = ?")
            .param(id.value())
            .query(PaymentRows::payment)
            .single();
    }

    /** The one order of a reference that holds money or may still take some. */
    Optional<PaymentRow> findOpen(long reference) {
        return this.sql.sql("SELECT * FROM payment WHERE open_reference = ?")
            .param(reference)
            .query(PaymentRows::payment)
            .optional();
    }

    Optional<PaymentRow> newest(long reference) {
        return this.sql.sql("SELECT * FROM payment WHERE reference = ? ORDER BY id DESC LIMIT 1")
            .param(reference)
            .query(PaymentRows::payment)
            .optional();
    }

    /**
     * Adds an order that waits for its buyer.
     * @throws org.springframework.dao.DuplicateKeyException if the reference has an open
     * order
     */
    PaymentId add(PrepareOrder order, OrderId orderId, Instant now) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        this.sql.sql("""
                INSERT INTO payment (order_id, reference, status, amount, customer_key, order_name, pay_before,
                    created_at)
                VALUES (:orderId, :reference, 'READY', :amount, :customerKey, :orderName, :payBefore, :now)""")
            .param("orderId", orderId.value())
            .param("reference", order.reference())
            .param("amount", order.amount().won())
            .param("customerKey", order.customerKey())
            .param("orderName", order.orderName())
            .param("payBefore", utc(order.payBefore()))
            .param("now", utc(now))
            .update(key, "id");
        return new PaymentId(Objects.requireNonNull(key.getKey()).longValue());
    }

    /**
     * READY to CONFIRMING, if the amount and the time are right.
     * @throws org.springframework.dao.DuplicateKeyException if another order was started
     * with the key
     */
    boolean start(StartPayment start, Instant now, Instant nextAttempt) {
        return this.sql.sql("""
                UPDATE payment
                SET status = 'CONFIRMING', payment_key = :key, started_at = :now, next_attempt_at = :next
                WHERE order_id = :order AND status = 'READY' AND amount = :amount AND pay_before > :now""")
            .param("key", start.paymentKey())
            .param("now", utc(now))
            .param("next", utc(nextAttempt))
            .param("order", start.orderId().value())
            .param("amount", start.amount().won())
            .update() == 1;
    }

    boolean expire(OrderId order) {
        return this.sql.sql("UPDATE payment SET status = 'EXPIRED' WHERE order_id = ? AND status = 'READY'")
            .param(order.value())
            .update() == 1;
    }

    int expireUnpaid(Instant now, int limit) {
        return this.sql.sql("""
                UPDATE payment SET status = 'EXPIRED'
                WHERE status = 'READY' AND pay_before <= ? ORDER BY pay_before LIMIT ?""")
            .params(utc(now), limit)
            .update();
    }

    /** What nobody has asked the provider about for long enough, the longest first. */
    List<PaymentRow> due(Instant now, int limit) {
        return this.sql.sql("""
                SELECT * FROM payment
                WHERE status = 'CONFIRMING' AND next_attempt_at <= ? ORDER BY next_attempt_at LIMIT ?""")
            .params(utc(now), limit)
            .query(PaymentRows::payment)
            .list();
    }

    /**
     * Notes that the provider is about to be asked, unless somebody else did so since the
     * row was read.
     */
    boolean claim(PaymentRow row, Instant nextAttempt) {
        return this.sql.sql("""
                UPDATE payment SET calls = calls + 1, next_attempt_at = ?
                WHERE id = ? AND status = 'CONFIRMING' AND calls = ?""")
            .params(utc(nextAttempt), row.id().value(), row.calls())
            .update() == 1;
    }

    /** The next call needs another idempotency key, for this one has its answer. */
    void useUpKey(PaymentRow row) {
        this.sql.sql("UPDATE payment SET confirm_key = confirm_key + 1 WHERE id = ? AND confirm_key = ?")
            .params(row.id().value(), row.confirmKey())
            .update();
    }

    boolean capture(PaymentRow row, ProviderPayment taken, Instant now) {
        Instant approvedAt = taken.approvedAt();
        return this.sql.sql("""
                UPDATE payment
                SET status = 'CAPTURED', captured = amount, method = :method, approved_at = :approvedAt,
                    receipt_url = :receiptUrl, next_attempt_at = NULL
                WHERE id = :id AND status = 'CONFIRMING'""")
            .param("method", shortened(taken.method(), 50))
            .param("approvedAt", utc((approvedAt != null) ? approvedAt : now))
            .param("receiptUrl", shortened(taken.receiptUrl(), MAX_TEXT))
            .param("id", row.id().value())
            .update() == 1;
    }

    /**
     * CONFIRMING to FAILED.
     * @param taken what the provider took all the same, which has to go back
     */
    boolean fail(PaymentRow row, String code, String message, Money taken) {
        return this.sql.sql("""
                UPDATE payment
                SET status = 'FAILED', failure_code = :code, failure_message = :message, captured = :taken,
                    refund_reserved = :taken, next_attempt_at = NULL
                WHERE id = :id AND status = 'CONFIRMING'""")
            .param("code", shortened(code, MAX_CODE))
            .param("message", shortened(message, MAX_TEXT))
            .param("taken", taken.won())
            .param("id", row.id().value())
            .update() == 1;
    }

    /** Promises money back, if that much is left. */
    boolean reserveRefund(PaymentId id, Money amount) {
        return this.sql.sql("""
                UPDATE payment SET refund_reserved = refund_reserved + :amount
                WHERE id = :id AND status IN ('CAPTURED', 'PARTIALLY_REFUNDED')
                    AND refund_reserved + :amount <= captured""")
            .param("amount", amount.won())
            .param("id", id.value())
            .update() == 1;
    }

    /** Counts money as sent back by the provider. */
    void addRefunded(PaymentId id, Money amount) {
        addBack(id, amount, Money.ZERO);
    }

    /** Counts money as paid back by the house itself, while the provider keeps it. */
    void addRepaid(PaymentId id, Money amount) {
        addBack(id, Money.ZERO, amount);
    }

    /** A payment that failed stays so. */
    private void addBack(PaymentId id, Money sent, Money repaid) {
        this.sql.sql("""
                UPDATE payment
                SET status = CASE
                        WHEN status NOT IN ('CAPTURED', 'PARTIALLY_REFUNDED') THEN status
                        WHEN refunded + repaid + :sent + :repaid = captured THEN 'REFUNDED'
                        ELSE 'PARTIALLY_REFUNDED' END,
                    refunded = refunded + :sent,
                    repaid = repaid + :repaid
                WHERE id = :id""")
            .param("sent", sent.won())
            .param("repaid", repaid.won())
            .param("id", id.value())
            .update();
    }

    long countUnsettled() {
        return this.sql.sql("SELECT COUNT(*) FROM payment WHERE status = 'CONFIRMING'").query(Long.class).single();
    }

}
