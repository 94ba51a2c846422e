package io.ticketblue.payment.internal;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.StandingClock;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.CompensationSettled;
import io.ticketblue.payment.Compensations;
import io.ticketblue.payment.DepositReverted;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.OwedRefunds;
import io.ticketblue.payment.PaymentCaptured;
import io.ticketblue.payment.PaymentFailed;
import io.ticketblue.payment.PaymentRefunded;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundChanged;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.payment.RefundView;
import io.ticketblue.payment.VirtualAccountIssued;
import io.ticketblue.shared.AuditTrail;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;

/**
 * The module as one node of a cluster runs it, put together by hand so that its parts can
 * be made to fail.
 */
final class PaymentNode {

    /** How long an impatient node waits for the provider. */
    static final Duration IMPATIENCE = Duration.ofMillis(100);

    /** Longer than an impatient node waits. */
    static final Duration TOO_LONG = Duration.ofMillis(250);

    final Payments payments;

    final OwedRefunds owed;

    final Compensations compensations;

    final Deposits deposits;

    final Notices notices;

    final PaymentLedger ledger;

    final RefundLedger refunds;

    final MeterRegistry meters = new SimpleMeterRegistry();

    /** What was published and committed. */
    final List<Object> events = new CopyOnWriteArrayList<>();

    private PaymentNode(JdbcClient jdbc, PlatformTransactionManager transactions, PaymentLedger ledger,
            RefundLedger refunds, PaymentProvider provider, Consumer<Object> listener, PaymentSettings settings,
            Clock clock) {
        this.ledger = ledger;
        this.refunds = refunds;
        ApplicationEventPublisher publisher = (event) -> {
            listener.accept(event);
            remember(event);
        };
        ResultWriter results = new ResultWriter(transactions);
        PaymentMetrics metrics = new PaymentMetrics(this.meters, ledger, refunds);
        ReturnLedger returns = new ReturnLedger(jdbc, ledger);
        Refunds refunding = new Refunds(ledger, returns, refunds, provider, results, publisher, settings, metrics,
                clock, pause(clock));
        Outcomes outcomes = new Outcomes(ledger, refunding, results, publisher, settings, metrics, messages(), clock);
        Inquiries inquiries = new Inquiries(ledger, provider, messages());
        Settlement settlement = new Settlement(ledger, provider, inquiries, outcomes, settings, clock);
        AuditTrail audit = new AuditTrail(jdbc, JsonMapper.shared(), () -> 7L, clock);
        CompensationLedger compensated = new CompensationLedger(jdbc);
        this.deposits = new Deposits(ledger, inquiries, outcomes, settings, clock);
        this.notices = new Notices(new NoticeInbox(jdbc), ledger, this.deposits,
                new NoticeSettings(false, Duration.ofSeconds(15), 2, 30, Duration.ofDays(14)), this.meters, clock);
        this.payments = new Payments(ledger, new Orders(ledger, settings, clock), settlement, this.deposits, refunding,
                new Promises(ledger, returns, refunding, compensated, clock),
                new Reconciliation(ledger, settlement, this.deposits, refunding, settings, clock),
                new TransactionTemplate(transactions), settings);
        this.owed = new OwedRefunds(refunding, refunds, results, audit, settings, metrics, clock);
        this.compensations = new Compensations(compensated, new MoneyLedger(jdbc), results, audit, publisher, clock);
    }

    /** A clock that stands is moved instead of waiting. */
    private static Consumer<Duration> pause(Clock clock) {
        return (time) -> {
            if (clock instanceof StandingClock standing) {
                standing.advance(time);
            }
        };
    }

    private static MessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/payment/messages");
        messages.setDefaultEncoding("UTF-8");
        return messages;
    }

    private void remember(Object event) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                PaymentNode.this.events.add(event);
            }
        });
    }

    /** What was published about the payment of one order, and committed. */
    List<Object> eventsOf(OrderId order) {
        return this.events.stream()
            .filter((event) -> !(event instanceof RefundChanged) && orderOf(event).equals(order))
            .toList();
    }

    /** The statuses that the refunds of one order had, one after the other. */
    List<RefundStatus> refundStatusesOf(OrderId order) {
        return this.events.stream()
            .filter(RefundChanged.class::isInstance)
            .map((event) -> ((RefundChanged) event).refund())
            .filter((refund) -> refund.orderId().equals(order))
            .map(RefundView::status)
            .toList();
    }

    private static OrderId orderOf(Object event) {
        return switch (event) {
            case PaymentCaptured captured -> captured.payment().orderId();
            case VirtualAccountIssued awaited -> awaited.payment().orderId();
            case DepositReverted reverted -> reverted.payment().orderId();
            case PaymentFailed failed -> failed.payment().orderId();
            case PaymentRefunded refunded -> refunded.payment().orderId();
            case CompensationSettled settled -> settled.compensation().orderId();
            default -> throw new IllegalArgumentException("Unknown event " + event);
        };
    }

    /** What is the same for all nodes. */
    record Cluster(JdbcClient jdbc, PlatformTransactionManager transactions, TossSimulator toss, Clock clock) {

        PaymentNode node() {
            return node(UnaryOperator.identity(), (event) -> {
            });
        }

        PaymentNode node(UnaryOperator<PaymentProvider> decoration, Consumer<Object> listener) {
            return node(new PaymentLedger(this.jdbc), new RefundLedger(this.jdbc), decoration, listener);
        }

        PaymentNode node(PaymentLedger ledger, RefundLedger refunds, UnaryOperator<PaymentProvider> decoration,
                Consumer<Object> listener) {
            return node(ledger, refunds, decoration, listener, Duration.ofSeconds(10));
        }

        /** A node that gives up waiting for the provider very soon. */
        PaymentNode impatientNode(UnaryOperator<PaymentProvider> decoration, Consumer<Object> listener) {
            return node(new PaymentLedger(this.jdbc), new RefundLedger(this.jdbc), decoration, listener, IMPATIENCE);
        }

        private PaymentNode node(PaymentLedger ledger, RefundLedger refunds, UnaryOperator<PaymentProvider> decoration,
                Consumer<Object> listener, Duration readTimeout) {
            PaymentSettings settings = settings(readTimeout, false);
            PaymentProvider provider = decoration.apply(new TossPayments(RestClient.builder(), settings));
            return new PaymentNode(this.jdbc, this.transactions, ledger, refunds, provider, listener, settings,
                    this.clock);
        }

        /** The provider as others than the module reach it. */
        PaymentProvider provider() {
            return new TossPayments(RestClient.builder(), settings(Duration.ofSeconds(10), false));
        }

        PaymentSettings settings(Duration readTimeout, boolean reconcileEnabled) {
            PaymentSettings.Toss toss = new PaymentSettings.Toss(URI.create(this.toss.url()), this.toss.secretKey(),
                    this.toss.clientKey(), URI.create(this.toss.url() + "/v2/standard"), Duration.ofSeconds(10),
                    readTimeout);
            return new PaymentSettings(toss, reconcileEnabled, Duration.ofSeconds(30), Duration.ofSeconds(10),
                    Duration.ofMinutes(10), 100, 4, Duration.ofMinutes(1), Duration.ofMinutes(10));
        }

    }

}
