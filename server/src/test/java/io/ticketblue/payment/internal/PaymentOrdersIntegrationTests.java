package io.ticketblue.payment.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.AlreadyProcessed;
import io.ticketblue.payment.AmountMismatch;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentExpired;
import io.ticketblue.payment.PaymentNotFound;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.PrepareOrder;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PaymentOrdersIntegrationTests {

    private static final PaymentTestServers servers = new PaymentTestServers();

    private final PaymentNode node = servers.cluster.node();

    private final Payments payments = this.node.payments;

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void preparesAnOrderThatNobodyCanGuess() {
        PrepareOrder order = servers.order(120_000);
        PaymentView view = this.payments.prepare(order);
        assertThat(view.orderId().value()).matches("tb-[A-Za-z0-9]{24}");
        assertThat(view.status()).isEqualTo(PaymentStatus.READY);
        assertThat(view.amount()).isEqualTo(new Money(120_000));
        assertThat(view.payBefore()).isEqualTo(order.payBefore());
        assertThat(view.orderName()).isEqualTo("안개 주파수 2매");
        assertThat(this.payments.payment(view.orderId())).isEqualTo(view);
        assertThat(this.payments.paymentFor(order.reference())).contains(view);
    }

    @Test
    void preparingAgainGivesTheSameOrder() {
        PrepareOrder order = servers.order(50_000);
        assertThat(this.payments.prepare(order)).isEqualTo(this.payments.prepare(order));
    }

    @Test
    void preparingAnotherAmountExpiresTheOlderOrder() {
        PrepareOrder order = servers.order(50_000);
        PaymentView older = this.payments.prepare(order);
        PaymentView newer = this.payments.prepare(servers.order(order.reference(), 45_000));
        assertThat(newer.orderId()).isNotEqualTo(older.orderId());
        assertThat(this.payments.payment(older.orderId()).status()).isEqualTo(PaymentStatus.EXPIRED);
        assertThat(this.payments.paymentFor(order.reference())).contains(newer);
        assertThatExceptionOfType(PaymentExpired.class)
            .isThrownBy(() -> this.payments.start(start(older, "key-older")));
    }

    @Test
    void preparingInParallelLeavesOneOpenOrder() throws Exception {
        long reference = servers.newReference();
        Set<OrderId> open = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = IntStream.range(0, 30)
                .mapToObj((i) -> threads
                    .submit(() -> open.add(this.payments.prepare(servers.order(reference, 70_000)).orderId())))
                .toList();
            for (var task : tasks) {
                task.get();
            }
        }
        assertThat(open).hasSize(1);
    }

    @Test
    void theSchemaAloneForbidsASecondOpenOrder() {
        PrepareOrder order = servers.order(50_000);
        this.payments.prepare(order);
        assertThatExceptionOfType(DuplicateKeyException.class)
            .isThrownBy(() -> this.node.ledger.add(order, new OrderId("another-order"), servers.clock.instant()));
    }

    @Test
    void refusesToPrepareWhatIsPaidOrBeingPaid() {
        PrepareOrder order = servers.order(50_000);
        PaymentView view = this.payments.prepare(order);
        String key = servers.toss.pay(view.orderId().value(), 50_000, TossOutcome.APPROVE);
        this.payments.start(start(view, key));
        assertThatExceptionOfType(AlreadyProcessed.class).isThrownBy(() -> this.payments.prepare(order));
        this.payments.settle(view.orderId());
        assertThatExceptionOfType(AlreadyProcessed.class).isThrownBy(() -> this.payments.prepare(order));
    }

    @Test
    void refusesAnAmountThatDiffersFromTheFrozenOne() {
        PaymentView view = this.payments.prepare(servers.order(50_000));
        assertThatExceptionOfType(AmountMismatch.class)
            .isThrownBy(() -> this.payments.start(new StartPayment(view.orderId(), "key-cheap", new Money(100))));
        assertThat(this.payments.payment(view.orderId()).status()).isEqualTo(PaymentStatus.READY);
    }

    @Test
    void startingAgainWithTheSameKeyChangesNothing() {
        PaymentView view = this.payments.prepare(servers.order(50_000));
        PaymentView started = this.payments.start(start(view, "key-again"));
        assertThat(started.status()).isEqualTo(PaymentStatus.CONFIRMING);
        servers.clock.advance(Duration.ofMinutes(30));
        assertThat(this.payments.start(start(view, "key-again"))).isEqualTo(started);
        assertThatExceptionOfType(AlreadyProcessed.class)
            .isThrownBy(() -> this.payments.start(start(view, "key-other")));
    }

    @Test
    void aPaymentKeyPaysForOneOrder() {
        PaymentView first = this.payments.prepare(servers.order(50_000));
        PaymentView second = this.payments.prepare(servers.order(50_000));
        this.payments.start(start(first, "key-shared"));
        assertThatExceptionOfType(AlreadyProcessed.class)
            .isThrownBy(() -> this.payments.start(start(second, "key-shared")));
        assertThat(this.payments.payment(second.orderId()).status()).isEqualTo(PaymentStatus.READY);
    }

    @Test
    void refusesToStartWhenTheTimeIsOver() {
        PaymentView view = this.payments.prepare(servers.order(50_000));
        servers.clock.advance(Duration.ofMinutes(7));
        assertThatExceptionOfType(PaymentExpired.class).isThrownBy(() -> this.payments.start(start(view, "key-late")));
        this.payments.reconcile();
        assertThat(this.payments.payment(view.orderId()).status()).isEqualTo(PaymentStatus.EXPIRED);
        assertThatExceptionOfType(PaymentExpired.class).isThrownBy(() -> this.payments.settle(view.orderId()));
        assertThat(this.node.eventsOf(view.orderId())).isEmpty();
    }

    @Test
    void anExpiredOrderMakesRoomForANewOne() {
        PrepareOrder order = servers.order(50_000);
        PaymentView view = this.payments.prepare(order);
        assertThat(this.payments.expire(view.orderId())).isTrue();
        assertThat(this.payments.expire(view.orderId())).isTrue();
        assertThat(this.payments.prepare(order).orderId()).isNotEqualTo(view.orderId());
    }

    @Test
    void anOrderThatIsBeingPaidDoesNotExpire() {
        OrderId order = servers.started(this.node, 50_000, TossOutcome.APPROVE);
        assertThat(this.payments.expire(order)).isFalse();
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.CONFIRMING);
    }

    @Test
    void joinsTheCallersTransaction() {
        PrepareOrder order = servers.order(50_000);
        new TransactionTemplate(servers.transactions).executeWithoutResult((status) -> {
            this.payments.prepare(order);
            status.setRollbackOnly();
        });
        assertThat(this.payments.paymentFor(order.reference())).isEmpty();
    }

    @Test
    void namesTheFieldsThatCannotBeRight() {
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> this.payments.start(new StartPayment(new OrderId("x y"), "", new Money(1))))
            .satisfies((problem) -> assertThat(problem.fields()).extracting(InvalidRequest.Field::name)
                .containsExactly("orderId", "paymentKey"));
        assertThatExceptionOfType(PaymentNotFound.class)
            .isThrownBy(() -> this.payments.start(new StartPayment(new OrderId("no-such-order"), "k", new Money(1))));
    }

    @Test
    void refusesOrdersThatTheProviderWouldRefuse() {
        assertThatIllegalArgumentException().isThrownBy(() -> servers.order(99));
    }

    @Test
    void neverCallsTheProviderInsideATransaction() {
        OrderId order = servers.started(this.node, 50_000, TossOutcome.APPROVE);
        TransactionTemplate transaction = new TransactionTemplate(servers.transactions);
        assertThatIllegalStateException()
            .isThrownBy(() -> transaction.executeWithoutResult((status) -> this.payments.settle(order)));
        assertThatIllegalStateException()
            .isThrownBy(() -> transaction.executeWithoutResult((status) -> this.payments.refund(new RefundId(1))));
        assertThatIllegalStateException()
            .isThrownBy(() -> transaction.executeWithoutResult((status) -> this.payments.reconcile()));
        assertThat(servers.toss.captured(order.value())).isZero();
    }

    private static StartPayment start(PaymentView order, String key) {
        return new StartPayment(order.orderId(), key, order.amount());
    }

}
