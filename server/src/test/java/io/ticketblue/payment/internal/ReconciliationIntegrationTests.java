package io.ticketblue.payment.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;

import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One run of reconciling, and what a provider that is away does to it. */
class ReconciliationIntegrationTests {

    private static final int PARALLEL = 4;

    private static final PaymentTestServers servers = new PaymentTestServers();

    private final PaymentNode node = servers.cluster.node();

    @AfterEach
    void everythingIsSettledInTheEnd() {
        servers.toss.faults().clear();
        servers.settleEverything(this.node);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void leavesASilentProviderAloneAndSendsRefundsAllTheSame() {
        OrderId paid = servers.captured(this.node, 50_000);
        this.node.payments.requestRefund(paid, new Money(50_000), "취소");
        List<OrderId> orders = started(30);
        servers.toss.faults().next(TossOperation.CONFIRM, 100, TossFault.delayBefore(Duration.ofSeconds(3)));
        PaymentNode impatient = servers.cluster.impatientNode((provider) -> provider, (event) -> {
        });
        impatient.payments.reconcile();
        assertThat(asked(orders)).isBetween((long) Reconciliation.MOST_SILENT,
                (long) Reconciliation.MOST_SILENT + PARALLEL - 1);
        assertThat(this.node.payments.payment(paid).status()).isEqualTo(PaymentStatus.REFUNDED);

        servers.toss.faults().clear();
        this.node.payments.reconcile();
        assertThat(captured(orders)).as("those that were not asked about are still due").isGreaterThan(20);
    }

    @Test
    void asksAboutSeveralAtOnce() {
        List<OrderId> orders = started(2 * PARALLEL);
        CyclicBarrier together = new CyclicBarrier(PARALLEL);
        waitingIn(() -> LedgerVariants.await(together)).payments.reconcile();
        assertThat(captured(orders)).isEqualTo(2 * PARALLEL);
    }

    @Test
    void beginsNothingMoreWhenItsTimeIsOver() {
        List<OrderId> orders = started(20);
        waitingIn(() -> servers.clock.advance(Duration.ofMinutes(1))).payments.reconcile();
        assertThat(asked(orders)).isBetween(1L, (long) PARALLEL);
        assertThat(captured(orders)).isEqualTo(asked(orders));
    }

    /** A node to whose calls something happens on the way. */
    private static PaymentNode waitingIn(Runnable call) {
        return servers.cluster.node((provider) -> new PaymentProvider() {

            @Override
            public ProviderAnswer confirm(String paymentKey, OrderId order, Money amount, String idempotencyKey) {
                call.run();
                return provider.confirm(paymentKey, order, amount, idempotencyKey);
            }

            @Override
            public ProviderAnswer payment(String paymentKey) {
                return provider.payment(paymentKey);
            }

            @Override
            public ProviderAnswer cancel(Cancellation cancellation, String idempotencyKey) {
                return provider.cancel(cancellation, idempotencyKey);
            }

        }, (event) -> {
        });
    }

    private List<OrderId> started(int count) {
        List<OrderId> orders = IntStream.range(0, count)
            .mapToObj((i) -> servers.started(this.node, 10_000, TossOutcome.APPROVE))
            .toList();
        servers.clock.advance(Duration.ofSeconds(11));
        return orders;
    }

    private static long asked(List<OrderId> orders) {
        return orders.stream()
            .filter((order) -> servers.jdbc.sql("SELECT calls FROM payment WHERE order_id = ?")
                .param(order.value())
                .query(Integer.class)
                .single() > 0)
            .count();
    }

    private long captured(List<OrderId> orders) {
        return orders.stream()
            .filter((order) -> this.node.payments.payment(order).status() == PaymentStatus.CAPTURED)
            .count();
    }

}
