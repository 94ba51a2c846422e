package io.ticketblue.payment;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Settles what was left open, a batch at a time. What goes wrong with one payment does
 * not keep the others from being settled: each is tried again later by itself, ever more
 * rarely.
 */
@Component
class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final PaymentLedger ledger;

    private final Settlement settlement;

    private final Refunds refunds;

    private final PaymentSettings settings;

    private final Clock clock;

    Reconciliation(PaymentLedger ledger, Settlement settlement, Refunds refunds, PaymentSettings settings,
            Clock clock) {
        this.ledger = ledger;
        this.settlement = settlement;
        this.refunds = refunds;
        this.settings = settings;
        this.clock = clock;
    }

    void run() {
        Outside.ofTransactions();
        int batch = this.settings.reconcileBatch();
        int expired = this.ledger.expireUnpaid(this.clock.instant(), batch);
        List<PaymentRow> payments = this.settlement.due(batch);
        payments.forEach((row) -> separately("orderId", row.view().orderId(), row, this.settlement::settleDue));
        List<RefundRow> refundsDue = this.refunds.due(batch);
        refundsDue.forEach((row) -> separately("refundId", row.id(), row, this.refunds::refundDue));
        if (expired + payments.size() + refundsDue.size() > 0) {
            LOG.atInfo()
                .addKeyValue("expired", expired)
                .addKeyValue("payments", payments.size())
                .addKeyValue("refunds", refundsDue.size())
                .log("Reconciled");
        }
    }

    private static <T> void separately(String name, Object id, T row, Consumer<T> work) {
        try {
            work.accept(row);
        }
        catch (RuntimeException ex) {
            LOG.atError().setCause(ex).addKeyValue(name, id).log("Reconciling failed; it will be tried again");
        }
    }

}
