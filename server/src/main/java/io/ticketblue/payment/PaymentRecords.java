package io.ticketblue.payment;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.ticketblue.payment.internal.Outside;
import io.ticketblue.payment.internal.PaymentSearch;
import io.ticketblue.payment.internal.Promises;
import io.ticketblue.payment.internal.RefundLedger;
import io.ticketblue.payment.internal.Refunds;
import io.ticketblue.payment.internal.ResultWriter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.TypedText;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Payments as staff look them up, and what staff do to them by hand. */
@Service
public class PaymentRecords {

    private final PaymentSearch search;

    private final Promises promises;

    private final Refunds refunds;

    private final RefundLedger ledger;

    private final ResultWriter results;

    private final AuditTrail audit;

    PaymentRecords(PaymentSearch search, Promises promises, Refunds refunds, RefundLedger ledger, ResultWriter results,
            AuditTrail audit) {
        this.search = search;
        this.promises = promises;
        this.refunds = refunds;
        this.ledger = ledger;
        this.results = results;
        this.audit = audit;
    }

    /**
     * Lists payments.
     * @param filter which
     * @param paging which part of the list
     * @return the payments, the newest first
     */
    @Transactional(readOnly = true)
    public Page<PaymentRecord> find(PaymentFilter filter, Paging paging) {
        return this.search.find(filter, paging);
    }

    /**
     * Shows a payment.
     * @param payment which
     * @return the payment
     * @throws PaymentNotFound if there is none
     */
    @Transactional(readOnly = true)
    public PaymentRecord record(PaymentId payment) {
        return this.search.find(payment).orElseThrow(PaymentNotFound::new);
    }

    /**
     * Shows what went back, or is to, of what was paid for several things.
     * @param references what was paid for
     * @return the refunds, the oldest first
     */
    @Transactional(readOnly = true)
    public List<RefundView> refundsFor(Collection<Long> references) {
        return references.isEmpty() ? List.of() : this.ledger.of(references);
    }

    /**
     * Sends money back by hand, as a goodwill: what was paid for stays as it is. The
     * provider is asked outside any transaction; while it gives no answer, reconciling
     * goes on, and what it refuses is owed.
     * @param payment which
     * @param amount how much, 1 won to what is left
     * @param reason why, 1 to 200 characters; the provider shows it to the shop's staff
     * @param left how much the caller has seen to be left: the same request once more
     * finds another amount and sends nothing
     * @return the refund as it is then
     * @throws PaymentNotFound if there is no such payment
     * @throws RefundableChanged if something else is left
     * @throws RefundTooLarge if more is asked for than is left
     * @throws InvalidRequest if the amount or the reason is out of its range
     * @throws IllegalStateException inside a transaction
     */
    public RefundView refund(PaymentId payment, Money amount, String reason, Money left) {
        Outside.ofTransactions();
        OrderId order = record(payment).payment().orderId();
        String why = TypedText.of(reason);
        AtomicReference<RefundId> promised = new AtomicReference<>();
        this.results.write(() -> {
            RefundId refund = this.promises.refundByHand(payment, amount, why, left);
            this.audit.record("payment.refunded", "payment " + payment, Map.of("refundable", left),
                    new ByHand(order, refund, amount, why, left.minus(amount)));
            promised.set(refund);
            return true;
        });
        RefundId refund = Objects.requireNonNull(promised.get());
        this.refunds.pursue(refund);
        return this.ledger.view(refund).orElseThrow(RefundNotFound::new);
    }

    /** For the audit trail. */
    private record ByHand(OrderId order, RefundId refundId, Money amount, String reason, Money refundable) {
    }

}
