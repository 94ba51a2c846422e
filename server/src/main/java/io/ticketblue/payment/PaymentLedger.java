package io.ticketblue.payment;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

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

    private static final String PAYMENT = """
            SELECT p.*,
                (SELECT COALESCE(SUM(e.amount), 0) FROM money_entry e
                    WHERE e.payment_id = p.id AND e.kind = 'CAPTURE') AS captured,
                (SELECT COALESCE(SUM(e.amount), 0) FROM money_entry e
                    WHERE e.payment_id = p.id AND e.kind = 'REFUND') AS refunded,
                (SELECT COALESCE(SUM(e.amount), 0) FROM money_entry e
                    WHERE e.payment_id = p.id AND e.kind = 'REPAYMENT') AS repaid
            FROM payment p
            """;

    private final JdbcClient sql;

    private final MoneyLedger money;

    PaymentLedger(JdbcClient sql) {
        this.sql = sql;
        this.money = new MoneyLedger(sql);
    }

    Optional<PaymentRow> find(OrderId order) {
        return this.sql.sql(PAYMENT + "WHERE order_id = ?").param(order.value()).query(PaymentRows::payment).optional();
    }

    PaymentRow get(PaymentId id) {
        return this.sql.sql(PAYMENT + "WHERE id = ?").param(id.value()).query(PaymentRows::payment).single();
    }

    /** The one order of a reference that holds money or may still take some. */
    Optional<PaymentRow> findOpen(long reference) {
        return this.sql.sql(PAYMENT + "WHERE open_reference = ?")
            .param(reference)
            .query(PaymentRows::payment)
            .optional();
    }

    Optional<PaymentRow> newest(long reference) {
        return this.sql.sql(PAYMENT + "WHERE reference = ? ORDER BY id DESC LIMIT 1")
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
        return this.sql.sql(PAYMENT + """
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
        Instant approvedAt = Objects.requireNonNullElse(taken.approvedAt(), now);
        boolean captured = this.sql.sql("""
                UPDATE payment
                SET status = 'CAPTURED', method = :method, approved_at = :approvedAt,
                    receipt_url = :receiptUrl, next_attempt_at = NULL
                WHERE id = :id AND status = 'CONFIRMING'""")
            .param("method", shortened(taken.method(), 50))
            .param("approvedAt", utc(approvedAt))
            .param("receiptUrl", shortened(taken.receiptUrl(), MAX_TEXT))
            .param("id", row.id().value())
            .update() == 1;
        if (captured) {
            this.money.enter(row.id(), null, MoneyKind.CAPTURE, row.view().amount(), taken.transactionKey(), approvedAt,
                    now);
        }
        return captured;
    }

    /**
     * CONFIRMING to FAILED.
     * @param taken what the provider took all the same, which has to go back
     * @param entered whether money came; an account that nobody paid into is only closed
     */
    boolean fail(PaymentRow row, String code, String message, Money taken, boolean entered, Instant now) {
        boolean failed = this.sql.sql("""
                UPDATE payment
                SET status = 'FAILED', failure_code = :code, failure_message = :message,
                    refund_reserved = :taken, next_attempt_at = NULL
                WHERE id = :id AND status = 'CONFIRMING'""")
            .param("code", shortened(code, MAX_CODE))
            .param("message", shortened(message, MAX_TEXT))
            .param("taken", taken.won())
            .param("id", row.id().value())
            .update() == 1;
        if (failed && entered) {
            this.money.enter(row.id(), null, MoneyKind.CAPTURE, taken, null, now, now);
        }
        return failed;
    }

    /**
     * Promises money back and keeps a fee, if that much is left.
     * @param fee what the house keeps for good
     */
    boolean reserveRefund(PaymentId id, Money amount, Money fee) {
        return this.sql.sql("""
                UPDATE payment SET refund_reserved = refund_reserved + :reserved
                WHERE id = :id AND status IN ('CAPTURED', 'PARTIALLY_REFUNDED')
                    AND refund_reserved + :reserved <= amount""")
            .param("reserved", amount.plus(fee).won())
            .param("id", id.value())
            .update() == 1;
    }

    /** Enters a fee that was reserved. */
    void addFee(PaymentId id, @Nullable RefundId refund, Money fee, Instant now) {
        this.money.enter(id, refund, MoneyKind.FEE, fee, null, now, now);
    }

    /**
     * Enters money as sent back by the provider. If none ever came, the provider has only
     * closed an account that nobody paid into.
     */
    void addRefunded(RefundRow refund, @Nullable String transactionKey, Instant at, Instant now) {
        if (!lock(refund.payment()).captured().isZero()) {
            addBack(refund, MoneyKind.REFUND, transactionKey, at, now);
        }
    }

    /** Enters money as paid back by the house itself, while the provider keeps it. */
    void addRepaid(RefundRow refund, Instant now) {
        lock(refund.payment());
        addBack(refund, MoneyKind.REPAYMENT, null, now, now);
    }

    /** What follows sees every entry that others made before. */
    private PaymentRow lock(PaymentId id) {
        this.sql.sql("SELECT id FROM payment WHERE id = ? FOR UPDATE").param(id.value()).query(Long.class).single();
        return get(id);
    }

    /** A payment that failed stays so. */
    private void addBack(RefundRow refund, MoneyKind kind, @Nullable String transactionKey, Instant at, Instant now) {
        this.money.enter(refund.payment(), refund.id(), kind, refund.amount(), transactionKey, at, now);
        this.sql.sql("""
                UPDATE payment SET status = IF(amount = :returned, 'REFUNDED', 'PARTIALLY_REFUNDED')
                WHERE id = :id AND status IN ('CAPTURED', 'PARTIALLY_REFUNDED')""")
            .param("returned", this.money.returned(refund.payment()).won())
            .param("id", refund.payment().value())
            .update();
    }

    long countUnsettled() {
        return this.sql.sql("SELECT COUNT(*) FROM payment WHERE status = 'CONFIRMING'").query(Long.class).single();
    }

}
