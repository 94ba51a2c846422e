package io.ticketblue.payment.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentDeclined;
import io.ticketblue.payment.PaymentExpired;
import io.ticketblue.payment.PaymentNotFound;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.internal.ProviderAnswer.Found;
import io.ticketblue.payment.internal.ProviderAnswer.Refused;
import io.ticketblue.payment.internal.ProviderAnswer.Silent;
import io.ticketblue.payment.internal.Verdict.NoAnswer;
import io.ticketblue.payment.internal.Verdict.NothingTaken;
import io.ticketblue.payment.internal.Verdict.Open;
import io.ticketblue.payment.internal.Verdict.ToClose;
import io.ticketblue.payment.internal.Verdict.Unknown;

import org.springframework.stereotype.Component;

/**
 * Takes the money of payments that are CONFIRMING, or has an account made for it. Every
 * step may be the last one before a crash: the next call begins by looking the payment
 * up.
 */
@Component
public class Settlement {

    private final PaymentLedger ledger;

    private final PaymentProvider provider;

    private final Inquiries inquiries;

    private final Outcomes outcomes;

    private final PaymentSettings settings;

    private final Clock clock;

    private final InFlight<OrderId, PaymentRow> inFlight = new InFlight<>();

    Settlement(PaymentLedger ledger, PaymentProvider provider, Inquiries inquiries, Outcomes outcomes,
            PaymentSettings settings, Clock clock) {
        this.ledger = ledger;
        this.provider = provider;
        this.inquiries = inquiries;
        this.outcomes = outcomes;
        this.settings = settings;
        this.clock = clock;
    }

    /** Asks the provider unless the payment is settled already. */
    public PaymentView settle(OrderId order) {
        Outside.ofTransactions();
        PaymentRow row = this.inFlight.run(order, () -> pursueNow(order));
        return switch (row.status()) {
            case AWAITING_DEPOSIT, CAPTURED, PARTIALLY_REFUNDED, REFUNDED -> row.view();
            case FAILED -> throw new PaymentDeclined(Objects.requireNonNullElse(row.view().failureCode(), ""),
                    Objects.requireNonNullElse(row.failureMessage(), ""));
            case EXPIRED -> throw new PaymentExpired();
            case CONFIRMING -> throw new ProviderUnavailable();
            case READY -> throw new IllegalStateException("Order " + order + " was never started");
        };
    }

    /** The payments that nobody has asked about for long enough. */
    List<PaymentRow> due(int limit) {
        return this.ledger.due(this.clock.instant(), limit);
    }

    /**
     * Asks the provider unless somebody else does.
     * @return false if the provider gave no answer
     */
    boolean settleDue(PaymentRow row) {
        Outside.ofTransactions();
        return !claim(row) || pursue(this.ledger.get(row.id()));
    }

    private PaymentRow pursueNow(OrderId order) {
        PaymentRow row = this.ledger.find(order).orElseThrow(PaymentNotFound::new);
        while (row.status() == PaymentStatus.CONFIRMING) {
            boolean mine = claim(row);
            row = this.ledger.get(row.id());
            if (mine) {
                pursue(row);
                return this.ledger.get(row.id());
            }
        }
        return row;
    }

    private boolean claim(PaymentRow row) {
        Instant next = this.clock.instant().plus(this.settings.waitAfter(row.calls() + 1));
        return this.ledger.claim(row, next);
    }

    private boolean pursue(PaymentRow row) {
        Verdict soFar = (row.calls() == 1) ? new Open() : this.inquiries.lookUp(row);
        Verdict verdict = (soFar instanceof Open) ? confirm(row) : soFar;
        if (verdict instanceof ToClose closing) {
            verdict = this.inquiries.close(this.ledger.get(row.id()), closing);
        }
        this.outcomes.write(row, verdict);
        return !(verdict instanceof NoAnswer);
    }

    private Verdict confirm(PaymentRow row) {
        ProviderAnswer answer = this.provider.confirm(row.paymentKey(), row.view().orderId(), row.view().amount(),
                row.idempotencyKey());
        return switch (answer) {
            // Whatever was taken, the answer does not say for which order: look it up
            // later.
            case Found(ProviderPayment payment) when !payment.orderId().equals(row.view().orderId().value()) ->
                new Unknown("the answer is about another order");
            case Found(ProviderPayment payment) -> Verdict.of(row, payment);
            case Silent(String why) -> new NoAnswer(why);
            case Refused refused when refused.isStillProcessing(row.calls()) -> new Unknown(refused.code());
            case Refused refused -> afterRefusal(row, refused);
        };
    }

    /**
     * A refusal is for good only if the provider's own books agree that nothing was
     * taken.
     */
    private Verdict afterRefusal(PaymentRow row, Refused refused) {
        this.ledger.useUpKey(row);
        if (refused.isTemporary()) {
            return new Unknown(refused.code());
        }
        boolean processed = refused.says("ALREADY_PROCESSED_PAYMENT");
        return switch (this.inquiries.lookUp(row)) {
            case Open open when processed -> new Unknown(refused.code());
            case NothingTaken nothing when processed -> nothing;
            case Open open -> NothingTaken.because(refused);
            case NothingTaken nothing -> NothingTaken.because(refused);
            case Verdict other -> other;
        };
    }

}
