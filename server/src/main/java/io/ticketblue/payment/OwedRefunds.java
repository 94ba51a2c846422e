package io.ticketblue.payment;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

import io.ticketblue.payment.internal.Outside;
import io.ticketblue.payment.internal.PaymentMetrics;
import io.ticketblue.payment.internal.PaymentSettings;
import io.ticketblue.payment.internal.RefundLedger;
import io.ticketblue.payment.internal.Refunds;
import io.ticketblue.payment.internal.ResultWriter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.TypedText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * Refunds that the provider refused. The money stays owed, and promised to its buyer,
 * until staff settle it here.
 */
@Service
public class OwedRefunds {

    /** The longest note, in characters. */
    public static final int MAX_NOTE = 500;

    private static final Logger LOG = LoggerFactory.getLogger(OwedRefunds.class);

    private final Refunds refunds;

    private final RefundLedger ledger;

    private final ResultWriter results;

    private final AuditTrail audit;

    private final PaymentSettings settings;

    private final PaymentMetrics metrics;

    private final Clock clock;

    /** Creates the facade; the application does. */
    public OwedRefunds(Refunds refunds, RefundLedger ledger, ResultWriter results, AuditTrail audit,
            PaymentSettings settings, PaymentMetrics metrics, Clock clock) {
        this.refunds = refunds;
        this.ledger = ledger;
        this.results = results;
        this.audit = audit;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Lists what is owed.
     * @param paging which part of the list
     * @return refunds that were refused and not settled, the oldest first
     */
    public Page<RefundView> owed(Paging paging) {
        return this.ledger.owed(paging);
    }

    /**
     * Counts what is owed.
     * @return how many refunds wait for staff
     */
    public long count() {
        return this.ledger.countOwed();
    }

    /**
     * Shows a refund, whatever its state is.
     * @return the refund
     * @throws RefundNotFound if there is no such refund
     */
    public RefundView refund(RefundId refund) {
        return view(refund);
    }

    /**
     * Asks the provider once more, outside any transaction; it is looked up first whether
     * the money went back meanwhile, also by the provider's own pages. While the provider
     * gives no answer, reconciling goes on.
     * @param refund which
     * @return the refund as it is then: DONE, REFUSED again, or REQUESTED
     * @throws RefundNotFound if there is no such refund
     * @throws RefundNotOwed if it does not wait for staff
     * @throws IllegalStateException inside a transaction
     */
    public RefundView tryAgain(RefundId refund) {
        Outside.ofTransactions();
        boolean reopened = this.results.write(() -> this.refunds.reopen(refund, next())
                && recorded("refund.tried-again", refund, RefundStatus.REFUSED));
        if (!reopened) {
            throw new RefundNotOwed(view(refund).status());
        }
        this.refunds.pursue(refund);
        return view(refund);
    }

    /**
     * Writes down that the buyer has the money by another way than the provider, such as
     * a transfer. What was sent in the provider's own pages is no other way:
     * {@link #tryAgain} finds it there.
     * @param refund which
     * @param note how it was paid, 1 to {@value #MAX_NOTE} characters
     * @param by who says so, in the caller's own numbers
     * @return the refund, SETTLED
     * @throws RefundNotFound if there is no such refund
     * @throws RefundNotOwed if it does not wait for staff
     * @throws InvalidRequest if the note is missing or too long
     */
    public RefundView settledOtherwise(RefundId refund, String note, long by) {
        String how = TypedText.required("note", note, MAX_NOTE, "payment.note-invalid");
        boolean settled = this.results.write(() -> this.refunds.settle(refund, how, by)
                && this.refunds.countRepaid(refund) && recorded("refund.settled", refund, RefundStatus.REFUSED));
        RefundView view = view(refund);
        if (!settled) {
            throw new RefundNotOwed(view.status());
        }
        this.metrics.refund("settled");
        LOG.atInfo()
            .addKeyValue("refundId", refund)
            .addKeyValue("orderId", view.orderId())
            .addKeyValue("amount", view.amount().won())
            .addKeyValue("by", by)
            .log("A refund that the provider refused was paid back in another way");
        return view;
    }

    private Instant next() {
        return this.clock.instant().plus(this.settings.reconcileGrace());
    }

    private boolean recorded(String action, RefundId refund, RefundStatus before) {
        this.audit.record(action, "refund " + refund, Map.of("status", before), view(refund));
        return true;
    }

    private RefundView view(RefundId refund) {
        return this.ledger.view(refund).orElseThrow(RefundNotFound::new);
    }

}
