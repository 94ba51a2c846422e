package io.ticketblue.payment.internal;

import java.time.Instant;

import io.ticketblue.payment.MoneyKind;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.RefundId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What of the payments was promised back, kept as a fee, or has gone back. All methods
 * join the caller's transaction.
 */
@Repository
class ReturnLedger {

    private final JdbcClient sql;

    private final PaymentLedger payments;

    private final MoneyLedger money;

    ReturnLedger(JdbcClient sql, PaymentLedger payments) {
        this.sql = sql;
        this.payments = payments;
        this.money = new MoneyLedger(sql);
    }

    /**
     * Promises money back and keeps a fee, if that much is left.
     * @param fee what the house keeps for good
     */
    boolean reserve(PaymentId id, Money amount, Money fee) {
        return this.sql.sql("""
                UPDATE payment SET refund_reserved = refund_reserved + :reserved
                WHERE id = :id AND status IN ('CAPTURED', 'PARTIALLY_REFUNDED')
                    AND refund_reserved + :reserved <= amount""")
            .param("reserved", amount.plus(fee).won())
            .param("id", id.value())
            .update() == 1;
    }

    /** Promises money back, if exactly this much is left. */
    boolean reserveOf(PaymentId id, Money amount, Money left) {
        return this.sql.sql("""
                UPDATE payment SET refund_reserved = refund_reserved + :reserved
                WHERE id = :id AND status IN ('CAPTURED', 'PARTIALLY_REFUNDED')
                    AND amount - refund_reserved = :left AND :reserved <= :left""")
            .param("reserved", amount.won())
            .param("left", left.won())
            .param("id", id.value())
            .update() == 1;
    }

    /**
     * Takes the lease on sending money of a payment back, so that its refunds go one by
     * one on all nodes; false if another node has it.
     */
    boolean takeTurn(PaymentId id, Instant now, Instant until) {
        return this.sql.sql("""
                UPDATE payment SET refund_turn_until = ?
                WHERE id = ? AND (refund_turn_until IS NULL OR refund_turn_until <= ?)""")
            .params(PaymentRows.utc(until), id.value(), PaymentRows.utc(now))
            .update() == 1;
    }

    /** Prolongs the lease that the caller holds, or ends it. */
    void setTurn(PaymentId id, @Nullable Instant until) {
        this.sql.sql("UPDATE payment SET refund_turn_until = :until WHERE id = :id")
            .param("until", (until != null) ? PaymentRows.utc(until) : null)
            .param("id", id.value())
            .update();
    }

    /** Enters a fee that was reserved. */
    void addFee(PaymentId id, @Nullable RefundId refund, Money fee, Instant now) {
        this.money.enter(id, refund, MoneyKind.FEE, fee, null, now, now);
    }

    /** Enters money as sent back by the provider. */
    void addRefunded(RefundRow refund, @Nullable String transactionKey, Instant at, Instant now) {
        this.payments.lock(refund.payment());
        addBack(refund, MoneyKind.REFUND, transactionKey, at, now);
    }

    /** Enters money as paid back by the house itself, while the provider keeps it. */
    void addRepaid(RefundRow refund, Instant now) {
        this.payments.lock(refund.payment());
        addBack(refund, MoneyKind.REPAYMENT, null, now, now);
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

}
