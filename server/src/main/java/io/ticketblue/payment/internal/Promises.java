package io.ticketblue.payment.internal;

import java.time.Clock;
import java.util.Optional;

import io.ticketblue.payment.CompensationId;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentNotFound;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundTooLarge;
import io.ticketblue.payment.RefundableChanged;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.TypedText;

import org.springframework.stereotype.Component;

/**
 * Writes down what a buyer is to get: money that goes back, less a fee, and what the
 * house gives on top. Everything joins the caller's transaction.
 */
@Component
public class Promises {

    private static final int MAX_REASON = 200;

    private final PaymentLedger payments;

    private final ReturnLedger returns;

    private final Refunds refunds;

    private final CompensationLedger compensations;

    private final Clock clock;

    Promises(PaymentLedger payments, ReturnLedger returns, Refunds refunds, CompensationLedger compensations,
            Clock clock) {
        this.payments = payments;
        this.returns = returns;
        this.refunds = refunds;
        this.compensations = compensations;
        this.clock = clock;
    }

    /** Promises money back, and keeps a fee; empty if only the fee is left. */
    public Optional<RefundId> refund(OrderId order, Money amount, Money fee, String reason) {
        if (amount.plus(fee).isZero()) {
            throw new InvalidRequest("amount", "payment.amount-invalid", 1);
        }
        requireReason(reason);
        PaymentId id = get(order).id();
        if (!this.returns.reserve(id, amount, fee)) {
            throw new RefundTooLarge(this.payments.get(id).refundable());
        }
        RefundId refund = amount.isZero() ? null : this.refunds.request(id, amount, reason);
        if (!fee.isZero()) {
            this.returns.addFee(id, refund, fee, this.clock.instant());
        }
        return Optional.ofNullable(refund);
    }

    /**
     * Promises money back by hand.
     * @param left what whoever asks knows to be left
     */
    public RefundId refundByHand(PaymentId id, Money amount, String reason, Money left) {
        if (amount.isZero()) {
            throw new InvalidRequest("amount", "payment.amount-invalid", 1);
        }
        requireReason(reason);
        if (!this.returns.reserveOf(id, amount, left)) {
            Money refundable = this.payments.get(id).refundable();
            throw refundable.equals(left) ? new RefundTooLarge(refundable) : new RefundableChanged(refundable);
        }
        return this.refunds.requestByHand(id, amount, reason);
    }

    /** Promises something on top, once for each order. */
    public CompensationId compensation(OrderId order, Money amount, String reason) {
        if (amount.isZero()) {
            throw new InvalidRequest("amount", "payment.amount-invalid", 1);
        }
        requireReason(reason);
        return this.compensations.owe(get(order).id(), amount, reason, this.clock.instant());
    }

    private PaymentRow get(OrderId order) {
        return this.payments.find(order).orElseThrow(PaymentNotFound::new);
    }

    private static void requireReason(String reason) {
        TypedText.required("reason", reason, MAX_REASON, "payment.reason-invalid");
    }

}
