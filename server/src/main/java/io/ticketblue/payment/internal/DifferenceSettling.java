package io.ticketblue.payment.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import io.ticketblue.payment.DifferenceDeed;
import io.ticketblue.payment.DifferenceKind;
import io.ticketblue.payment.DifferenceState;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.payment.internal.ProviderAnswer.Found;
import io.ticketblue.payment.internal.ProviderAnswer.Refused;
import io.ticketblue.payment.internal.ProviderAnswer.Silent;
import io.ticketblue.payment.internal.RefundVerdict.ByHand;
import io.ticketblue.payment.internal.RefundVerdict.Done;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Looks into what seems to differ. The provider is asked about the payment itself; if
 * both books hold the same money, nothing differs. Otherwise the difference is written
 * down first, and then left to whatever settles such payments in any case. Money that no
 * order of ours was started with is only reported.
 */
@Component
class DifferenceSettling {

    private static final Logger LOG = LoggerFactory.getLogger(DifferenceSettling.class);

    private final DifferenceLedger differences;

    private final ListedTransactions listed;

    private final PaymentLedger payments;

    private final RefundLedger refunds;

    private final PaymentProvider provider;

    private final Deposits deposits;

    private final Refunds refunding;

    private final Clock clock;

    DifferenceSettling(DifferenceLedger differences, ListedTransactions listed, PaymentLedger payments,
            RefundLedger refunds, PaymentProvider provider, Deposits deposits, Refunds refunding, Clock clock) {
        this.differences = differences;
        this.listed = listed;
        this.payments = payments;
        this.refunds = refunds;
        this.provider = provider;
        this.deposits = deposits;
        this.refunding = refunding;
        this.clock = clock;
    }

    /** What came of looking into a movement. */
    enum Outcome {

        /** Both books hold the same money, or it is written down how they differ. */
        CLEAR,

        /** The answer to an intention of ours is still to come. */
        UNDER_WAY,

        /** The provider gave no answer, so nothing is known yet. */
        NO_ANSWER

    }

    /** Looks into a movement and does about it what can be done. */
    Outcome settle(ComparedDays.Work work, Candidate candidate) {
        Outside.ofTransactions();
        PaymentRow row = row(candidate);
        if (row == null) {
            report(work, candidate, DifferenceDeed.NOT_OURS);
            return Outcome.CLEAR;
        }
        if (isUnderWay(candidate, row)) {
            return Outcome.UNDER_WAY;
        }
        return switch (this.provider.payment(candidate.paymentKey())) {
            case Found(ProviderPayment shown) when shown.paymentKey().equals(candidate.paymentKey()) ->
                judge(work, candidate, row, shown);
            case Refused refused when refused.says("NOT_FOUND_PAYMENT", "NOT_FOUND") ->
                judge(work, candidate, row, null);
            case Found other -> Outcome.NO_ANSWER;
            case Refused refused -> Outcome.NO_ANSWER;
            case Silent silent -> Outcome.NO_ANSWER;
        };
    }

    /** Leaves a movement to staff. */
    void report(ComparedDays.Work work, Candidate candidate, DifferenceDeed deed) {
        found(work, candidate, row(candidate));
        this.differences.done(candidate, DifferenceState.OPEN, deed, this.clock.instant());
    }

    private @Nullable PaymentRow row(Candidate candidate) {
        return (candidate.payment() != null) ? this.payments.get(candidate.payment()) : null;
    }

    private boolean isUnderWay(Candidate candidate, PaymentRow row) {
        boolean refund = candidate.kind() == DifferenceKind.MISSING_REFUND
                || candidate.kind() == DifferenceKind.UNKNOWN_REFUND;
        return row.status() == PaymentStatus.CONFIRMING
                || (refund && this.refunds.of(row.id()).stream().anyMatch(RefundRow::isRequested));
    }

    private Outcome judge(ComparedDays.Work work, Candidate candidate, PaymentRow row,
            @Nullable ProviderPayment shown) {
        if (candidate.kind() != DifferenceKind.AMOUNT && isSame(row, shown)) {
            return Outcome.CLEAR;
        }
        found(work, candidate, row);
        if (shown != null && !lookAgain(row, shown)) {
            return Outcome.NO_ANSWER;
        }
        PaymentRow after = this.payments.get(row.id());
        boolean settled = candidate.kind() != DifferenceKind.AMOUNT
                && (isSame(after, shown) || this.listed.isEntered(candidate));
        this.differences.done(candidate, settled ? DifferenceState.SETTLED_ITSELF : DifferenceState.OPEN,
                settled ? deed(row, after) : DifferenceDeed.ASKED, this.clock.instant());
        return Outcome.CLEAR;
    }

    private void found(ComparedDays.Work work, Candidate candidate, @Nullable PaymentRow row) {
        Instant now = this.clock.instant();
        if (this.differences.found(work.day(), work.run(), candidate, (row != null) ? row.status() : null, now)) {
            LOG.atWarn()
                .addKeyValue("day", work.day())
                .addKeyValue("kind", candidate.kind())
                .addKeyValue("paymentKey", candidate.paymentKey())
                .addKeyValue("transactionKey", candidate.transactionKey())
                .addKeyValue("theirs", candidate.theirs())
                .addKeyValue("ours", candidate.ours())
                .log("The provider's books and ours differ");
        }
    }

    /**
     * Whether both books hold the same of a payment. Of one that failed, only what is
     * left counts: it was entered as far as it was to go back.
     */
    private static boolean isSame(PaymentRow row, @Nullable ProviderPayment shown) {
        long captured = captured(shown);
        long refunded = (captured > 0 && shown != null) ? shown.cancels()
            .stream()
            .filter(ProviderPayment.Cancel::isDone)
            .mapToLong(ProviderPayment.Cancel::amount)
            .sum() : 0;
        boolean sameLeft = captured - refunded == row.balance().won();
        return sameLeft && (captured == row.captured().won() || row.status() == PaymentStatus.FAILED);
    }

    private static long captured(@Nullable ProviderPayment shown) {
        if (shown == null || !shown.currency().equals("KRW")) {
            return 0;
        }
        return switch (shown.status()) {
            case "DONE" -> shown.total();
            // An account that was closed never had its money approved.
            case "CANCELED", "PARTIAL_CANCELED" -> (shown.approvedAt() != null) ? shown.total() : 0;
            default -> 0;
        };
    }

    /**
     * Lets the usual ways settle what they can.
     * @return false if the provider gave no answer
     */
    private boolean lookAgain(PaymentRow row, ProviderPayment shown) {
        List<RefundRow> all = this.refunds.of(row.id());
        for (RefundRow refund : all) {
            if (refund.status() == RefundStatus.REFUSED && wentBack(refund, all, shown)) {
                this.refunding.askAgain(refund.id());
            }
        }
        return this.deposits.look(row.view().orderId());
    }

    private static boolean wentBack(RefundRow refund, List<RefundRow> all, ProviderPayment shown) {
        RefundVerdict verdict = RefundVerdict.of(refund, all, shown);
        return verdict instanceof Done || verdict instanceof ByHand;
    }

    private static DifferenceDeed deed(PaymentRow before, PaymentRow after) {
        if (before.status() == PaymentStatus.FAILED && !after.reserved().equals(before.reserved())) {
            return DifferenceDeed.SENT_BACK;
        }
        boolean reverted = before.status() != PaymentStatus.AWAITING_DEPOSIT
                && after.status() == PaymentStatus.AWAITING_DEPOSIT;
        return reverted ? DifferenceDeed.REVERTED : DifferenceDeed.ENTERED;
    }

}
