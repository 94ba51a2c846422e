package io.ticketblue.payment.internal;

import java.time.Clock;
import java.util.Locale;

import io.ticketblue.payment.DepositReverted;
import io.ticketblue.payment.PaymentCaptured;
import io.ticketblue.payment.PaymentFailed;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.VirtualAccountIssued;
import io.ticketblue.payment.internal.Verdict.Awaiting;
import io.ticketblue.payment.internal.Verdict.Captured;
import io.ticketblue.payment.internal.Verdict.NoAnswer;
import io.ticketblue.payment.internal.Verdict.NothingTaken;
import io.ticketblue.payment.internal.Verdict.Open;
import io.ticketblue.payment.internal.Verdict.ToClose;
import io.ticketblue.payment.internal.Verdict.Unknown;
import io.ticketblue.payment.internal.Verdict.WronglyTaken;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Writes down what the provider said about payments, and tells it in the same
 * transaction. Of many who learned the same, one writes it.
 */
@Component
class Outcomes {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final PaymentLedger ledger;

    private final Refunds refunds;

    private final ResultWriter results;

    private final ApplicationEventPublisher events;

    private final PaymentSettings settings;

    private final PaymentMetrics metrics;

    private final MessageSource messages;

    private final Clock clock;

    Outcomes(PaymentLedger ledger, Refunds refunds, ResultWriter results, ApplicationEventPublisher events,
            PaymentSettings settings, PaymentMetrics metrics, MessageSource messages, Clock clock) {
        this.ledger = ledger;
        this.refunds = refunds;
        this.results = results;
        this.events = events;
        this.settings = settings;
        this.metrics = metrics;
        this.messages = messages;
        this.clock = clock;
    }

    /** Of a payment that is CONFIRMING or AWAITING_DEPOSIT. */
    void write(PaymentRow row, Verdict verdict) {
        switch (verdict) {
            case Captured(ProviderPayment payment) -> capture(row, payment);
            case Awaiting(ProviderPayment payment) -> awaitDeposit(row, payment);
            case NothingTaken(String code, String message) -> fail(row, code, message);
            case WronglyTaken(ProviderPayment payment, String code) -> giveBack(row, payment, code);
            case ToClose(Money amount, String code) -> unknown(row, code);
            case Open open -> unknown(row, "the provider contradicts itself");
            case NoAnswer(String why) -> unknown(row, why);
            case Unknown(String why) -> unknown(row, why);
        }
    }

    /**
     * Of a payment that was CAPTURED from an account that waits again.
     */
    void revert(PaymentRow row) {
        boolean written = this.results.write(() -> {
            boolean reverted = this.ledger.revert(row, this.clock.instant(),
                    this.clock.instant().plus(this.settings.reconcileGrace()));
            if (reverted) {
                this.events.publishEvent(new DepositReverted(this.ledger.get(row.id()).view()));
            }
            return reverted;
        });
        this.metrics.payment(written ? "reverted" : "revert-refused");
        if (!written) {
            LOG.atError()
                .addKeyValue("orderId", row.view().orderId())
                .addKeyValue("refunded", row.view().refunded().won())
                .log("The bank took a deposit back of which money was promised to the buyer; staff have to look");
        }
    }

    /** Of a payment that had FAILED before its money came. */
    void captureLate(PaymentRow row, ProviderPayment payment) {
        boolean written = this.results.write(() -> {
            boolean captured = this.ledger.captureLate(row, payment, this.clock.instant());
            if (captured) {
                this.refunds.request(row.id(), new Money(payment.balance()), korean("payment.refund-reason.late"));
            }
            return captured;
        });
        if (written) {
            this.metrics.payment("late");
            LOG.atWarn()
                .addKeyValue("orderId", row.view().orderId())
                .addKeyValue("taken", payment.balance())
                .log("Money came for a payment that had ended; it goes back in full");
        }
    }

    void unknown(PaymentRow row, String why) {
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

    private void awaitDeposit(PaymentRow row, ProviderPayment payment) {
        if (row.status() == PaymentStatus.AWAITING_DEPOSIT) {
            return;
        }
        boolean written = this.results.write(() -> {
            boolean awaiting = this.ledger.awaitDeposit(row, payment,
                    this.clock.instant().plus(this.settings.depositLookEvery()));
            if (awaiting) {
                this.events.publishEvent(new VirtualAccountIssued(this.ledger.get(row.id()).view()));
            }
            return awaiting;
        });
        if (written) {
            this.metrics.payment("awaiting");
        }
    }

    private void fail(PaymentRow row, String code, String message) {
        boolean written = this.results.write(() -> writeFailure(row, code, message, null));
        if (written) {
            this.metrics.payment("failed");
        }
    }

    private void giveBack(PaymentRow row, ProviderPayment payment, String code) {
        Money taken = new Money(payment.balance());
        boolean written = this.results.write(() -> {
            boolean failed = writeFailure(row, code, "", payment);
            if (failed) {
                this.refunds.request(row.id(), taken, korean("payment.refund-reason.wrongly-taken", code));
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

    private boolean writeFailure(PaymentRow row, String code, String message, @Nullable ProviderPayment taken) {
        boolean failed = this.ledger.fail(row, code, message, taken, this.clock.instant());
        if (failed) {
            this.events.publishEvent(new PaymentFailed(this.ledger.get(row.id()).view()));
        }
        return failed;
    }

    /** The provider's staff and ours read Korean. */
    private String korean(String key, Object... arguments) {
        return this.messages.getMessage(key, arguments, Locale.KOREAN);
    }

}
