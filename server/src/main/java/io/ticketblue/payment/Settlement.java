package io.ticketblue.payment;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.ticketblue.payment.ProviderAnswer.Found;
import io.ticketblue.payment.ProviderAnswer.Refused;
import io.ticketblue.payment.ProviderAnswer.Silent;
import io.ticketblue.payment.Verdict.Captured;
import io.ticketblue.payment.Verdict.NoAnswer;
import io.ticketblue.payment.Verdict.NothingTaken;
import io.ticketblue.payment.Verdict.Open;
import io.ticketblue.payment.Verdict.Unknown;
import io.ticketblue.payment.Verdict.WronglyTaken;
import io.ticketblue.shared.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Takes the money of payments that are CONFIRMING, and writes down what came of it. Every
 * step may be the last one before a crash: the next call begins by looking the payment
 * up.
 */
@Component
class Settlement {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final PaymentLedger ledger;

    private final PaymentProvider provider;

    private final Refunds refunds;

    private final ResultWriter results;

    private final ApplicationEventPublisher events;

    private final PaymentSettings settings;

    private final PaymentMetrics metrics;

    private final MessageSource messages;

    private final Clock clock;

    private final InFlight<OrderId, PaymentRow> inFlight = new InFlight<>();

    Settlement(PaymentLedger ledger, PaymentProvider provider, Refunds refunds, ResultWriter results,
            ApplicationEventPublisher events, PaymentSettings settings, PaymentMetrics metrics, MessageSource messages,
            Clock clock) {
        this.ledger = ledger;
        this.provider = provider;
        this.refunds = refunds;
        this.results = results;
        this.events = events;
        this.settings = settings;
        this.metrics = metrics;
        this.messages = messages;
        this.clock = clock;
    }

    /** Asks the provider unless the payment is settled already. */
    PaymentView settle(OrderId order) {
        Outside.ofTransactions();
        PaymentRow row = this.inFlight.run(order, () -> pursueNow(order));
        return switch (row.status()) {
            case CAPTURED, PARTIALLY_REFUNDED, REFUNDED -> row.view();
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
        Verdict soFar = (row.calls() == 1) ? new Open() : lookUp(row);
        Verdict verdict = (soFar instanceof Open) ? confirm(row) : soFar;
        write(row, verdict);
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
        return switch (lookUp(row)) {
            case Open open when processed -> new Unknown(refused.code());
            case NothingTaken nothing when processed -> nothing;
            case Open open -> NothingTaken.because(refused);
            case NothingTaken nothing -> NothingTaken.because(refused);
            case Verdict other -> other;
        };
    }

    private Verdict lookUp(PaymentRow row) {
        return switch (this.provider.payment(row.paymentKey())) {
            case Found(ProviderPayment payment) -> Verdict.of(row, payment);
            case Silent(String why) -> new NoAnswer(why);
            // Confirming tells whether the key is wrong or only its session is over.
            case Refused refused when refused.says("NOT_FOUND_PAYMENT", "NOT_FOUND") -> new Open();
            case Refused refused -> new Unknown(refused.code());
        };
    }

    private void write(PaymentRow row, Verdict verdict) {
        switch (verdict) {
            case Captured(ProviderPayment payment) -> capture(row, payment);
            case NothingTaken(String code, String message) -> fail(row, code, message);
            case WronglyTaken(Money taken, String code) -> giveBack(row, taken, code);
            case Open open -> unknown(row, "the provider contradicts itself");
            case NoAnswer(String why) -> unknown(row, why);
            case Unknown(String why) -> unknown(row, why);
        }
    }

    private void unknown(PaymentRow row, String why) {
        this.metrics.payment("unknown");
        LOG.atWarn()
            .addKeyValue("orderId", row.view().orderId())
            .addKeyValue("why", why)
            .log("Payment is not settled yet");
    }

    private void capture(PaymentRow row, ProviderPayment payment) {
        boolean written = this.results.write(() -> {
            boolean captured = this.ledger.capture(row, payment, this.clock.instant());
            if (captured) {
                this.events.publishEvent(new PaymentCaptured(this.ledger.get(row.id()).view()));
            }
            return captured;
        });
        if (written) {
            this.metrics.payment("captured");
        }
    }

    private void fail(PaymentRow row, String code, String message) {
        boolean written = this.results.write(() -> writeFailure(row, code, message, Money.ZERO, false));
        if (written) {
            this.metrics.payment("failed");
        }
    }

    private void giveBack(PaymentRow row, Money taken, String code) {
        boolean written = this.results.write(() -> {
            boolean failed = writeFailure(row, code, "", taken, !code.equals(Verdict.UNWANTED_ACCOUNT));
            if (failed) {
                // The provider's staff and ours read Korean.
                String reason = this.messages.getMessage("payment.refund-reason.wrongly-taken", new Object[] { code },
                        Locale.KOREAN);
                this.refunds.request(row.id(), taken, reason);
            }
            return failed;
        });
        if (written) {
            this.metrics.payment("wrong");
            LOG.atError()
                .addKeyValue("orderId", row.view().orderId())
                .addKeyValue("ordered", row.view().amount().won())
                .addKeyValue("taken", taken.won())
                .addKeyValue("code", code)
                .log("The provider took something else than what was ordered; it goes back in full");
        }
    }

    private boolean writeFailure(PaymentRow row, String code, String message, Money taken, boolean entered) {
        boolean failed = this.ledger.fail(row, code, message, taken, entered, this.clock.instant());
        if (failed) {
            this.events.publishEvent(new PaymentFailed(this.ledger.get(row.id()).view()));
        }
        return failed;
    }

}
