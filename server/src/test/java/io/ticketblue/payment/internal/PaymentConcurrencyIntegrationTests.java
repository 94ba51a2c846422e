package io.ticketblue.payment.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundNotOwed;
import io.ticketblue.payment.RefundRefused;
import io.ticketblue.payment.RefundTooLarge;
import io.ticketblue.payment.RefundView;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Many requests and several nodes at the same payment. Each test has a control: without
 * the guard that it is about, the same test fails.
 */
class PaymentConcurrencyIntegrationTests {

    private static final int NODES = 5;

    private static final PaymentTestServers servers = new PaymentTestServers();

    private final PaymentNode node = servers.cluster.node();

    private final Payments payments = this.node.payments;

    @AfterEach
    void nothingIsLeftOpen() {
        servers.toss.faults().clear();
        servers.settleEverything(this.node);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void fiftyRequestsOnOneNodeGetOneResult() {
        OrderId order = servers.started(this.node, 120_000, TossOutcome.APPROVE);
        List<Object> results = inParallel(50, (i) -> this.payments.settle(order));
        assertThat(new HashSet<>(results)).containsExactly(this.payments.payment(order));
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(servers.toss.captured(order.value())).isEqualTo(120_000);
        assertThat(this.node.eventsOf(order)).hasSize(1);
    }

    @Test
    void fiftyRequestsOnFiveNodesTakeTheMoneyOnce() {
        List<PaymentNode> nodes = nodes((jdbc) -> new PaymentLedger(jdbc), (jdbc) -> new RefundLedger(jdbc), null);
        OrderId order = servers.started(this.node, 120_000, TossOutcome.APPROVE);
        List<Object> results = inParallel(50, (i) -> nodes.get(i % NODES).payments.settle(order));
        servers.clock.advance(Duration.ofMinutes(1));
        this.payments.reconcile();
        assertThat(results.stream().filter((result) -> !(result instanceof ProviderUnavailable)))
            .allMatch(this.payments.payment(order)::equals);
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(servers.toss.captured(order.value())).isEqualTo(120_000);
        nodes.add(this.node);
        assertThat(eventsOf(nodes, order)).hasSize(1);
    }

    @Test
    void fiveNodesThatLearnOfTheMoneyAtOnceWriteItOnce() {
        assertThat(learnOfTheMoneyAtOnce(PaymentLedger::new)).hasSize(1);
    }

    @Test
    void withoutItsGuardTheMoneyWouldBeWrittenFiveTimes() {
        assertThat(learnOfTheMoneyAtOnce(LedgerVariants.UnguardedCapture::new)).hasSize(NODES);
    }

    /** All nodes hold the provider's answer in their hands before one writes it. */
    private List<Object> learnOfTheMoneyAtOnce(Function<JdbcClient, PaymentLedger> ledger) {
        OrderId order = servers.started(this.node, 120_000, TossOutcome.APPROVE);
        servers.toss.faults().next(TossOperation.CONFIRM, TossFault.closeAfter());
        assertThat(catchThrowable(() -> this.payments.settle(order))).isInstanceOf(ProviderUnavailable.class);
        List<PaymentNode> nodes = nodes(ledger, RefundLedger::new, new CyclicBarrier(NODES));
        List<Object> results = inParallel(NODES * 10, (i) -> nodes.get(i % NODES).payments.settle(order));
        assertThat(new HashSet<>(results)).containsExactly(this.payments.payment(order));
        return eventsOf(nodes, order);
    }

    @Test
    void aHundredThousandWonArePromisedBackOnce() {
        OrderId order = servers.captured(this.node, 100_000);
        List<Object> results = inParallel(30, (i) -> this.payments.requestRefund(order, new Money(10_000), "취소"));
        assertThat(results.stream().filter(RefundId.class::isInstance)).hasSize(10);
        assertThat(results.stream().filter(RefundTooLarge.class::isInstance)).hasSize(20);
    }

    @Test
    void theSchemaAloneForbidsPromisingMoreThanWasTaken() {
        OrderId order = servers.captured(this.node, 100_000);
        assertThatExceptionOfType(DataIntegrityViolationException.class)
            .isThrownBy(() -> servers.jdbc.sql("UPDATE payment SET refund_reserved = 100001 WHERE order_id = ?")
                .param(order.value())
                .update());
    }

    @Test
    void fiveNodesSendARefundOnce() {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = this.payments.requestRefund(order, new Money(10_000), "취소");
        List<PaymentNode> nodes = nodes(PaymentLedger::new, RefundLedger::new, null);
        inParallel(50, (i) -> nodes.get(i % NODES).payments.refund(refund));
        servers.settleEverything(this.node);
        assertThat(servers.toss.refunded(order.value())).isEqualTo(10_000);
        assertThat(this.payments.payment(order).refunded()).isEqualTo(new Money(10_000));
    }

    @Test
    void fiveNodesThatLearnOfARefundAtOnceWriteItOnce() {
        OrderId order = servers.captured(this.node, 100_000);
        List<Object> results = learnOfTheRefundAtOnce(order, RefundLedger::new);
        assertThat(results).allMatch(PaymentView.class::isInstance);
        assertThat(this.payments.payment(order).refunded()).isEqualTo(new Money(10_000));
    }

    @Test
    void withoutItsGuardARefundWouldBeCountedUntilTheSchemaForbidsIt() {
        OrderId order = servers.captured(this.node, 100_000);
        List<Object> results = learnOfTheRefundAtOnce(order, LedgerVariants.UnguardedDone::new);
        assertThat(results).anyMatch(DataIntegrityViolationException.class::isInstance);
    }

    private List<Object> learnOfTheRefundAtOnce(OrderId order, Function<JdbcClient, RefundLedger> ledger) {
        RefundId refund = this.payments.requestRefund(order, new Money(10_000), "취소");
        servers.toss.faults().next(TossOperation.CANCEL, TossFault.closeAfter());
        assertThat(catchThrowable(() -> this.payments.refund(refund))).isInstanceOf(ProviderUnavailable.class);
        List<PaymentNode> nodes = nodes(PaymentLedger::new, ledger, new CyclicBarrier(NODES));
        return inParallel(NODES, (i) -> nodes.get(i).payments.refund(refund));
    }

    @Test
    void tenPeopleSettleAnOwedRefundOnce() {
        OrderId order = servers.captured(this.node, 100_000);
        List<Object> results = settleAtOnce(order, RefundLedger::new);
        assertThat(results.stream().filter(RefundView.class::isInstance)).hasSize(1);
        assertThat(results.stream().filter(RefundNotOwed.class::isInstance)).hasSize(9);
        assertThat(this.payments.payment(order).refunded()).isEqualTo(new Money(10_000));
    }

    @Test
    void withoutItsGuardAnOwedRefundWouldBeSettledUntilTheSchemaForbidsIt() {
        OrderId order = servers.captured(this.node, 100_000);
        List<Object> results = settleAtOnce(order, LedgerVariants.UnguardedSettle::new);
        assertThat(results).anyMatch(DataIntegrityViolationException.class::isInstance);
    }

    private List<Object> settleAtOnce(OrderId order, Function<JdbcClient, RefundLedger> ledger) {
        RefundId refund = this.payments.requestRefund(order, new Money(10_000), "취소");
        servers.toss.faults().next(TossOperation.CANCEL, TossFault.error("EXCEED_MAX_REFUND_DUE"));
        assertThat(catchThrowable(() -> this.payments.refund(refund))).isInstanceOf(RefundRefused.class);
        List<PaymentNode> nodes = nodes(PaymentLedger::new, ledger, null);
        return inParallel(10, (i) -> nodes.get(i % NODES).owed.settledOtherwise(refund, "계좌 이체", i));
    }

    @Test
    void nodesThatReconcileAtOnceShareTheWork() {
        assertThat(confirmationsOfReconcilingAtOnce(LedgerVariants.OneAfterTheOther::new)).isEqualTo(20);
    }

    @Test
    void withoutItsGuardEveryNodeWouldDoAllTheWork() {
        assertThat(confirmationsOfReconcilingAtOnce(LedgerVariants.UnguardedClaim::new)).isGreaterThan(20);
    }

    /** All nodes know what is due before one of them begins. */
    private long confirmationsOfReconcilingAtOnce(LedgerVariants.Maker ledger) {
        List<OrderId> orders = IntStream.range(0, 20)
            .mapToObj((i) -> servers.started(this.node, 1000 + i, TossOutcome.APPROVE))
            .toList();
        servers.clock.advance(Duration.ofSeconds(11));
        int before = servers.toss.calls().size();
        CyclicBarrier due = new CyclicBarrier(NODES);
        List<PaymentNode> nodes = nodes((jdbc) -> ledger.make(jdbc, due), RefundLedger::new, null);
        List<Object> results = inParallel(NODES, (i) -> {
            nodes.get(i).payments.reconcile();
            return "";
        });
        assertThat(new HashSet<>(results)).containsExactly("");
        servers.settleEverything(this.node);
        nodes.add(this.node);
        for (OrderId order : orders) {
            assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.CAPTURED);
            assertThat(eventsOf(nodes, order)).hasSize(1);
        }
        return servers.toss.calls().size() - before;
    }

    private static List<PaymentNode> nodes(Function<JdbcClient, PaymentLedger> ledger,
            Function<JdbcClient, RefundLedger> refunds, @Nullable CyclicBarrier afterLookingUp) {
        List<PaymentNode> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            nodes.add(servers.cluster.node(ledger.apply(servers.jdbc), refunds.apply(servers.jdbc),
                    (provider) -> (afterLookingUp != null) ? new LedgerVariants.Waiting(provider, afterLookingUp)
                            : provider,
                    (event) -> {
                    }));
        }
        return nodes;
    }

    private static List<Object> eventsOf(List<PaymentNode> nodes, OrderId order) {
        return nodes.stream().flatMap((node) -> node.eventsOf(order).stream()).toList();
    }

    /** What each came to: its result, or the exception that it ended with. */
    private static List<Object> inParallel(int count, Function<Integer, Object> work) {
        CyclicBarrier start = new CyclicBarrier(count);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Object>> tasks = IntStream.range(0, count).<Callable<Object>>mapToObj((i) -> () -> {
                LedgerVariants.await(start);
                return work.apply(i);
            }).toList();
            return threads.invokeAll(tasks)
                .stream()
                .map((future) -> (future.state() == Future.State.SUCCESS) ? future.resultNow() : future.exceptionNow())
                .toList();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
