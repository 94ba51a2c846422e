package io.ticketblue.payment.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.VirtualAccountIssued;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Deposits that come while their account is being closed, and a server that dies at each
 * step of one.
 */
class DepositRacesIntegrationTests {

    private static final PaymentTestServers servers = new PaymentTestServers();

    private final PaymentNode node = servers.cluster.node();

    @AfterEach
    void nothingIsLeftOpen() {
        servers.clock.advance(Duration.ofHours(4));
        servers.settleEverything(this.node);
        assertThat(this.node.ledger.countAwaited()).isZero();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void ofADepositAndAClosingExactlyOneComesFirst() {
        int[] ends = new int[2];
        for (int i = 0; i < 36; i++) {
            PaymentStatus end = raceDepositAgainstClosing(WhenPaid.values()[i % 3]);
            ends[(end == PaymentStatus.CAPTURED) ? 0 : 1]++;
        }
        assertThat(ends[0]).as("paid").isGreaterThanOrEqualTo(12);
        assertThat(ends[1]).as("closed").isGreaterThanOrEqualTo(12);
    }

    @Test
    void withoutAskingTheProviderMoneyWouldBeLost() {
        List<OrderId> lost = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            OrderId order = servers.awaited(this.node, 50_000);
            servers.clock.advance(Duration.ofHours(3));
            PaymentRow row = this.node.ledger.find(order).orElseThrow();
            // Ends the payment by the clock, as a job that only knows the deadline would.
            atOnce(() -> servers.toss.deposit(order.value(), 50_000),
                    () -> this.node.ledger.fail(row, Deposits.OVERDUE, "", null, servers.clock.instant()));
            if (status(order) == PaymentStatus.FAILED && servers.heldByProvider(order) > 0) {
                lost.add(order);
            }
        }
        assertThat(lost).isNotEmpty();
        lost.forEach(this.node.deposits::look);
    }

    /**
     * Two threads look at an overdue account and want to close it while the buyer pays.
     */
    private PaymentStatus raceDepositAgainstClosing(WhenPaid when) {
        OrderId order = servers.awaited(this.node, 50_000);
        servers.clock.advance(Duration.ofHours(3));
        FutureTask<?> deposit = new FutureTask<>(() -> servers.toss.deposit(order.value(), 50_000), null);
        PaymentNode racing = servers.cluster.node((provider) -> new PayingWhileClosed(provider, when, deposit),
                (event) -> {
                });
        atOnce(when == WhenPaid.MEANWHILE ? deposit : () -> {
        }, racing.payments::reconcile, () -> catchThrowable(() -> racing.deposits.look(order)));
        servers.clock.advance(Duration.ofMinutes(20));
        racing.payments.reconcile();
        PaymentStatus end = status(order);
        switch (when) {
            case BEFORE_CLOSING -> assertThat(end).isEqualTo(PaymentStatus.CAPTURED);
            case AFTER_CLOSING -> assertThat(end).isEqualTo(PaymentStatus.FAILED);
            case MEANWHILE -> assertThat(end).isIn(PaymentStatus.CAPTURED, PaymentStatus.FAILED);
        }
        long kept = (end == PaymentStatus.CAPTURED) ? 50_000 : 0;
        assertThat(deposit).isDone();
        assertThat(servers.heldByProvider(order)).isEqualTo(kept);
        assertThat(captured(order)).isEqualTo(kept);
        assertThat(racing.eventsOf(order)).hasSize(1);
        return end;
    }

    /** When the buyer pays, seen from the first call that closes the account. */
    private enum WhenPaid {

        BEFORE_CLOSING, AFTER_CLOSING, MEANWHILE

    }

    /** Lets the buyer pay at the last moment, or just too late. */
    private record PayingWhileClosed(PaymentProvider provider, WhenPaid when,
            FutureTask<?> deposit) implements PaymentProvider {

        @Override
        public ProviderAnswer confirm(String paymentKey, OrderId order, Money amount, String idempotencyKey) {
            return this.provider.confirm(paymentKey, order, amount, idempotencyKey);
        }

        @Override
        public ProviderAnswer payment(String paymentKey) {
            return this.provider.payment(paymentKey);
        }

        @Override
        public ProviderAnswer cancel(Cancellation cancellation, String idempotencyKey) {
            payIf(WhenPaid.BEFORE_CLOSING);
            ProviderAnswer answer = this.provider.cancel(cancellation, idempotencyKey);
            payIf(WhenPaid.AFTER_CLOSING);
            return answer;
        }

        /** Once, and nobody goes on before it is done. */
        private void payIf(WhenPaid now) {
            if (this.when == now) {
                this.deposit.run();
                catchThrowable(this.deposit::get);
            }
        }

    }

    private static void atOnce(Runnable... tasks) {
        CyclicBarrier start = new CyclicBarrier(tasks.length);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (Runnable task : tasks) {
                running.add(threads.submit(() -> {
                    LedgerVariants.await(start);
                    task.run();
                }));
            }
        }
    }

    @Test
    void booksAgreeAfterACrashAtEachStepOfADeposit() {
        for (boolean paid : new boolean[] { true, false }) {
            int steps = Integer.MAX_VALUE;
            for (int fatal = 0; fatal <= steps; fatal++) {
                Crashes crashes = new Crashes(fatal);
                liveThroughOne(paid, crashes);
                steps = (fatal == 0) ? crashes.steps() : steps;
            }
        }
    }

    private void liveThroughOne(boolean paid, Crashes crashes) {
        PaymentNode crashing = servers.cluster.node(crashes::around, (event) -> crashes.step());
        OrderId order = servers.startedTransfer(crashing, 50_000);
        Instant deadline = servers.clock.instant().plus(Duration.ofHours(3));
        catchThrowable(() -> crashing.payments.settle(order));
        if (paid) {
            catchThrowable(() -> servers.toss.deposit(order.value(), 50_000));
        }
        servers.clock.advance(Duration.ofMinutes(11));
        catchThrowable(crashing.payments::reconcile);
        servers.clock.advance(Duration.between(servers.clock.instant(), deadline));
        catchThrowable(crashing.payments::reconcile);
        PaymentNode restarted = servers.cluster.node();
        servers.clock.advance(Duration.ofMinutes(20));
        servers.settleEverything(restarted);
        restarted.payments.reconcile();
        PaymentView view = restarted.payments.payment(order);
        assertThat(view.status()).isIn(PaymentStatus.CAPTURED, PaymentStatus.FAILED);
        long expected = (view.status() == PaymentStatus.CAPTURED) ? 50_000 : 0;
        assertThat(servers.heldByProvider(order)).as(view.toString()).isEqualTo(expected);
        assertThat(captured(order)).isEqualTo(expected);
        List<Object> ends = new ArrayList<>(crashing.eventsOf(order));
        ends.addAll(restarted.eventsOf(order));
        ends.removeIf(VirtualAccountIssued.class::isInstance);
        assertThat(ends).as(view.toString()).hasSize(1);
    }

    private PaymentStatus status(OrderId order) {
        return this.node.payments.payment(order).status();
    }

    private long captured(OrderId order) {
        return this.node.ledger.find(order).orElseThrow().captured().won();
    }

}
