package io.ticketblue.payment.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentRefunded;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.RefundChanged;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundNotFound;
import io.ticketblue.payment.RefundRefused;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.payment.RefundView;
import io.ticketblue.payment.internal.ProviderAnswer.Found;
import io.ticketblue.payment.internal.ProviderAnswer.Silent;
import io.ticketblue.payment.internal.RefundVerdict.ByHand;
import io.ticketblue.payment.internal.RefundVerdict.Done;
import io.ticketblue.payment.internal.RefundVerdict.NoAnswer;
import io.ticketblue.payment.internal.RefundVerdict.Open;
import io.ticketblue.payment.internal.RefundVerdict.Refused;
import io.ticketblue.payment.internal.RefundVerdict.TooSoon;
import io.ticketblue.payment.internal.RefundVerdict.Unknown;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Sends money back that was promised, and writes down what came of it. Three things keep
 * money from going back twice: the idempotency key, the balance that every call names and
 * the provider compares, and the refund's mark in the provider's own list, which is
 * looked for before every call but the first.
 */
@Component
public class Refunds {

    /** How often one run asks again after it looked the payment up. */
    private static final int MAX_ROUNDS = 3;

    /** The provider refuses two refunds of one payment within this time. */
    private static final Duration BETWEEN_REFUNDS = Duration.ofSeconds(1);

    /**
     * How long a node that dies keeps others from sending refunds of a payment. A refund
     * that takes longer than that is still sent once; only the order is lost.
     */
    private static final Duration TURN = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Refunds.class);

    private final PaymentLedger payments;

    private final ReturnLedger returns;

    private final RefundLedger ledger;

    private final PaymentProvider provider;

    private final ResultWriter results;

    private final ApplicationEventPublisher events;

    private final PaymentSettings settings;

    private final PaymentMetrics metrics;

    private final Clock clock;

    private final Consumer<Duration> pause;

    private final InFlight<RefundId, RefundRow> inFlight = new InFlight<>();

    @Autowired
    Refunds(PaymentLedger payments, ReturnLedger returns, RefundLedger ledger, PaymentProvider provider,
            ResultWriter results, ApplicationEventPublisher events, PaymentSettings settings, PaymentMetrics metrics,
            Clock clock) {
        this(payments, returns, ledger, provider, results, events, settings, metrics, clock, Refunds::sleep);
    }

    Refunds(PaymentLedger payments, ReturnLedger returns, RefundLedger ledger, PaymentProvider provider,
            ResultWriter results, ApplicationEventPublisher events, PaymentSettings settings, PaymentMetrics metrics,
            Clock clock, Consumer<Duration> pause) {
        this.payments = payments;
        this.returns = returns;
        this.ledger = ledger;
        this.provider = provider;
        this.results = results;
        this.events = events;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Keeps the provider's least time between two refunds of a payment; nothing tells
     * when it is over but the clock.
     */
    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes down that reserved money is to go back, in the caller's transaction. */
    RefundId request(PaymentId payment, Money amount, String reason) {
        return request(payment, amount, reason, false);
    }

    /** The same for what staff give back by hand. */
    RefundId requestByHand(PaymentId payment, Money amount, String reason) {
        return request(payment, amount, reason, true);
    }

    private RefundId request(PaymentId payment, Money amount, String reason, boolean byHand) {
        Instant now = this.clock.instant();
        return this.ledger.add(payment, amount, reason, byHand, now, now.plus(this.settings.reconcileGrace()));
    }

    /** The refunds of what was paid for. */
    public List<RefundView> of(long reference) {
        return this.ledger.of(reference);
    }

    /** Their states as they are committed by now, locked. */
    public List<RefundStatus> lockedStatuses(long reference) {
        return this.ledger.lockedStatuses(reference);
    }

    /** Asks the provider unless the refund has ended already. */
    public PaymentView refund(RefundId id) {
        RefundRow row = pursue(id);
        return switch (row.status()) {
            case DONE, SETTLED -> this.payments.get(row.payment()).view();
            case REFUSED -> throw new RefundRefused(Objects.requireNonNullElse(row.failureCode(), ""));
            case REQUESTED -> throw new ProviderUnavailable();
        };
    }

    /** Asks the provider unless the refund has ended already, and tells what is known. */
    public RefundRow pursue(RefundId id) {
        Outside.ofTransactions();
        return this.inFlight.run(id, () -> pursueNow(id));
    }

    /**
     * Counts a refund that was settled in another way as back, in the caller's
     * transaction.
     */
    public boolean countRepaid(RefundId id) {
        RefundRow row = get(id);
        this.returns.addRepaid(row, this.clock.instant());
        publish(this.payments.get(row.payment()).view(), row);
        return true;
    }

    /** The refunds that nobody has asked about for long enough. */
    List<RefundRow> due(int limit) {
        return this.ledger.due(this.clock.instant(), limit);
    }

    /**
     * Sends the refunds of one payment that are due, one after the other, unless another
     * node does.
     * @return false if the provider gave no answer; then the rest is left for later
     */
    boolean refundDue(List<RefundRow> ofOnePayment) {
        Outside.ofTransactions();
        PaymentId payment = ofOnePayment.getFirst().payment();
        Instant now = this.clock.instant();
        if (!this.returns.takeTurn(payment, now, now.plus(TURN))) {
            return true;
        }
        try {
            for (RefundRow row : ofOnePayment) {
                this.returns.setTurn(payment, this.clock.instant().plus(TURN));
                if (!refundInTurn(row)) {
                    return false;
                }
            }
            return true;
        }
        finally {
            this.returns.setTurn(payment, null);
        }
    }

    private boolean refundInTurn(RefundRow due) {
        RefundRow row = due;
        for (int attempt = 0; attempt < MAX_ROUNDS && row.isRequested() && claim(row); attempt++) {
            RefundVerdict verdict = pursue(get(row.id()));
            if (!(verdict instanceof TooSoon)) {
                return !(verdict instanceof NoAnswer);
            }
            this.pause.accept(BETWEEN_REFUNDS);
            row = get(row.id());
        }
        return true;
    }

    private RefundRow pursueNow(RefundId id) {
        RefundRow row = get(id);
        while (row.isRequested()) {
            boolean mine = claim(row);
            row = get(id);
            if (mine) {
                pursue(row);
                return get(id);
            }
        }
        return row;
    }

    private RefundRow get(RefundId id) {
        return this.ledger.find(id).orElseThrow(RefundNotFound::new);
    }

    private boolean claim(RefundRow row) {
        return this.ledger.claim(row, this.clock.instant().plus(this.settings.waitAfter(row.calls() + 1)));
    }

    private RefundVerdict pursue(RefundRow row) {
        PaymentRow payment = this.payments.get(row.payment());
        RefundVerdict verdict = (row.calls() == 1) ? new Open(payment.balance()) : lookUp(row, payment);
        for (int round = 0; round < MAX_ROUNDS && verdict instanceof Open(Money balance); round++) {
            verdict = cancel(get(row.id()), payment, balance);
        }
        write(row, payment, verdict);
        return verdict;
    }

    private RefundVerdict cancel(RefundRow row, PaymentRow payment, Money balance) {
        ProviderAnswer answer = this.provider.cancel(new Cancellation(payment.paymentKey(), row.amount(), balance,
                row.markedReason(), payment.refundAccount()), row.idempotencyKey(payment.view().orderId()));
        return switch (answer) {
            case Found(ProviderPayment shown) -> judge(row, payment, shown);
            case Silent(String why) -> new NoAnswer(why);
            case ProviderAnswer.Refused refused when refused.isStillProcessing(row.calls()) ->
                new Unknown(refused.code());
            case ProviderAnswer.Refused refused -> afterRefusal(row, payment, refused);
        };
    }

    private RefundVerdict afterRefusal(RefundRow row, PaymentRow payment, ProviderAnswer.Refused refused) {
        this.ledger.useUpKey(row);
        if (refused.says("FORBIDDEN_CONSECUTIVE_REQUEST")) {
            return new TooSoon();
        }
        if (refused.isTemporary()) {
            return new Unknown(refused.code());
        }
        RefundVerdict verdict = lookUp(row, payment);
        boolean aboutBalance = refused.says("ALREADY_CANCELED_PAYMENT", "ALREADY_REFUND_PAYMENT",
                "NOT_CANCELABLE_AMOUNT", "NOT_MATCHES_REFUNDABLE_AMOUNT");
        return (verdict instanceof Open && !aboutBalance) ? new Refused(refused.code()) : verdict;
    }

    private RefundVerdict lookUp(RefundRow row, PaymentRow payment) {
        return switch (this.provider.payment(payment.paymentKey())) {
            case Found(ProviderPayment shown) -> judge(row, payment, shown);
            case Silent(String why) -> new NoAnswer(why);
            case ProviderAnswer.Refused refused -> new Unknown(refused.code());
        };
    }

    private RefundVerdict judge(RefundRow row, PaymentRow payment, ProviderPayment shown) {
        return payment.isPaidWith(shown.paymentKey()) ? RefundVerdict.of(row, this.ledger.of(row.payment()), shown)
                : new Unknown("the answer is about another payment");
    }

    private void write(RefundRow row, PaymentRow payment, RefundVerdict verdict) {
        switch (verdict) {
            case Done(String transactionKey, Instant at) -> done(row, transactionKey, at, () -> true);
            case ByHand(ProviderPayment shown, Instant at) ->
                done(row, null, at, () -> judge(row, payment, shown) instanceof ByHand);
            case Refused(String code) -> refused(row, payment, code);
            case TooSoon soon -> this.ledger.postpone(row, this.clock.instant().plus(BETWEEN_REFUNDS));
            case Open open -> unknown(row, payment, "the provider contradicts itself");
            case NoAnswer(String why) -> unknown(row, payment, why);
            case Unknown(String why) -> unknown(row, payment, why);
        }
    }

    /**
     * Writes down that the money went back.
     * @param stillTrue asked once nobody else can settle a refund of the payment
     */
    private void done(RefundRow row, @Nullable String transactionKey, @Nullable Instant at, BooleanSupplier stillTrue) {
        boolean written = this.results.write(() -> {
            Instant now = this.clock.instant();
            this.payments.lock(row.payment());
            boolean done = stillTrue.getAsBoolean() && this.ledger.done(row, transactionKey, now);
            if (done) {
                this.returns.addRefunded(row, transactionKey, Objects.requireNonNullElse(at, now), now);
                changed(row.id());
                publish(this.payments.get(row.payment()).view(), row);
            }
            return done;
        });
        if (written) {
            this.metrics.refund("done");
        }
    }

    /** Nobody was ever told that a failed payment had taken money. */
    private void publish(PaymentView payment, RefundRow row) {
        if (payment.status() != PaymentStatus.FAILED) {
            this.events.publishEvent(new PaymentRefunded(payment, row.id(), row.amount()));
        }
    }

    /**
     * Has a refused one asked for once more, in the caller's transaction; false if it is
     * not refused.
     */
    public boolean reopen(RefundId id, Instant nextAttempt) {
        return this.ledger.reopen(id, nextAttempt) && changed(id);
    }

    /** Asks for a refused one once more, now. */
    void askAgain(RefundId id) {
        if (this.results.write(() -> reopen(id, this.clock.instant()))) {
            pursue(id);
        }
    }

    /**
     * Writes down in the caller's transaction that a refused one was paid in another way;
     * false if it is not refused.
     */
    public boolean settle(RefundId id, String note, long by) {
        return this.ledger.settle(id, note, by, this.clock.instant()) && changed(id);
    }

    private boolean changed(RefundId id) {
        this.ledger.view(id).ifPresent((refund) -> this.events.publishEvent(new RefundChanged(refund)));
        return true;
    }

    private void refused(RefundRow row, PaymentRow payment, String code) {
        boolean written = this.results
            .write(() -> this.ledger.refused(row, code, this.clock.instant()) && changed(row.id()));
        if (written) {
            this.metrics.refund("refused");
            LOG.atError()
                .addKeyValue("orderId", payment.view().orderId())
                .addKeyValue("refundId", row.id())
                .addKeyValue("amount", row.amount().won())
                .addKeyValue("code", code)
                .log("The provider refuses a refund; it is owed until staff settle it");
        }
    }

    private void unknown(RefundRow row, PaymentRow payment, String why) {
        this.metrics.refund("unknown");
        LOG.atWarn()
            .addKeyValue("orderId", payment.view().orderId())
            .addKeyValue("refundId", row.id())
            .addKeyValue("why", why)
            .log("Refund is not settled yet");
    }

}
