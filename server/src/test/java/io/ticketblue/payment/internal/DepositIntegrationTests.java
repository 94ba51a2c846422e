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
import java.util.stream.Stream;

import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.payment.AlreadyProcessed;
import io.ticketblue.payment.DepositAwaited;
import io.ticketblue.payment.DepositReverted;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentCaptured;
import io.ticketblue.payment.PaymentDeclined;
import io.ticketblue.payment.PaymentFailed;
import io.ticketblue.payment.PaymentRefunded;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.PrepareOrder;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataIntegrityViolationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Orders whose money is transferred hours later, or never. */
class DepositIntegrationTests {

    private static final PaymentTestServers servers = new PaymentTestServers();

    private final PaymentNode node = servers.cluster.node();

    private final Payments payments = this.node.payments;

    @AfterEach
    void nothingIsLeftOpen() {
        servers.toss.faults().clear();
        servers.clock.advance(Duration.ofHours(4));
        servers.settleEverything(this.node);
        assertThat(this.node.ledger.countAwaited()).isZero();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void showsTheAccountAndTellsThatItWaits() {
        OrderId order = servers.awaited(this.node, 50_000);
        PaymentView view = this.payments.settle(order);
        assertThat(view.status()).isEqualTo(PaymentStatus.AWAITING_DEPOSIT);
        assertThat(view.method()).isEqualTo("가상계좌");
        assertThat(view.virtualAccount()).satisfies((account) -> {
            assertThat(account.accountNumber()).matches("[0-9]{14}");
            assertThat(account.bank()).isEqualTo("20");
            assertThat(account.depositBefore()).as("our deadline comes before the provider's")
                .isEqualTo(servers.clock.instant().plus(Duration.ofHours(3)));
        });
        assertThat(this.node.eventsOf(order)).containsExactly(new DepositAwaited(view));
        assertThat(servers.heldByProvider(order)).isZero();
    }

    @Test
    void findsADepositThatNobodyToldAbout() {
        OrderId order = servers.awaited(this.node, 50_000);
        servers.toss.deposit(order.value(), 50_000);
        this.payments.reconcile();
        assertThat(status(order)).as("it is looked at from time to time").isEqualTo(PaymentStatus.AWAITING_DEPOSIT);
        servers.clock.advance(Duration.ofMinutes(10));
        this.payments.reconcile();
        assertThat(status(order)).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(this.node.eventsOf(order)).hasSize(2)
            .last()
            .isEqualTo(new PaymentCaptured(this.payments.payment(order)));
    }

    @Test
    void asksTheProviderNotTooOften() {
        OrderId order = servers.awaited(this.node, 50_000);
        int before = lookups();
        List<Integer> lookedAt = new ArrayList<>();
        for (int minute = 1; minute < 180; minute++) {
            servers.clock.advance(Duration.ofMinutes(1));
            this.payments.reconcile();
            if (lookups() - before > lookedAt.size()) {
                lookedAt.add(minute);
            }
        }
        assertThat(status(order)).isEqualTo(PaymentStatus.AWAITING_DEPOSIT);
        assertThat(lookedAt).as("notices are the main way").containsExactly(10, 30, 70, 150);
    }

    @Test
    void closesAccountsBeforeItLooksAtOthersHoweverManyThereAre() {
        OrderId overdue = servers.awaited(this.node, 50_000);
        servers.clock.advance(Duration.ofHours(3).minusMinutes(30));
        List<OrderId> waiting = Stream.generate(() -> servers.awaited(this.node, 50_000)).limit(5).toList();
        OrderId unwanted = servers.awaited(this.node, 50_000);
        servers.clock.advance(Duration.ofMinutes(30));
        this.node.ledger.askToClose(this.node.ledger.find(unwanted).orElseThrow(), servers.clock.instant());
        servers.jdbc.sql("UPDATE payment SET next_attempt_at = ? WHERE order_id IN (?, ?)")
            .params(PaymentRows.utc(servers.clock.instant()), overdue.value(), unwanted.value())
            .update();
        assertThat(due(2)).containsExactlyInAnyOrder(overdue, unwanted);
        assertThat(due(4)).hasSize(4).contains(overdue, unwanted);
        assertThat(due(100)).hasSize(7).containsAll(waiting);
    }

    private List<OrderId> due(int limit) {
        return this.node.deposits.due(limit).stream().map((row) -> row.view().orderId()).toList();
    }

    @Test
    void leavesAProviderThatIsInTroubleAlone() {
        List<OrderId> orders = Stream.generate(() -> servers.awaited(this.node, 50_000)).limit(3 * 8).toList();
        servers.clock.advance(Duration.ofMinutes(10));
        for (int status : new int[] { 429, 500, 503 }) {
            int before = lookups();
            servers.toss.faults().next(TossOperation.LOOKUP, 100, TossFault.error(status, "TOO_MANY_REQUESTS"));
            this.payments.reconcile();
            assertThat(lookups() - before).as("HTTP " + status)
                .isBetween(Reconciliation.MOST_SILENT, Reconciliation.MOST_SILENT + 3);
            servers.toss.faults().clear();
        }
        assertThat(orders).allSatisfy((order) -> assertThat(status(order)).isEqualTo(PaymentStatus.AWAITING_DEPOSIT));
    }

    @Test
    void closesTheAccountAtTheDeadline() {
        OrderId order = servers.awaited(this.node, 50_000);
        servers.clock.advance(Duration.ofHours(3).minusSeconds(1));
        this.payments.reconcile();
        assertThat(status(order)).isEqualTo(PaymentStatus.AWAITING_DEPOSIT);
        servers.clock.advance(Duration.ofSeconds(1));
        this.payments.reconcile();
        PaymentView view = this.payments.payment(order);
        assertThat(view.status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(view.failureCode()).isEqualTo(Deposits.OVERDUE);
        assertThat(this.node.eventsOf(order)).last().isEqualTo(new PaymentFailed(view));
        assertThat(catchThrowable(() -> servers.toss.deposit(order.value(), 50_000))).hasMessageContaining("CLOSED");
    }

    @Test
    void whatCameBeforeTheClosingIsKept() {
        OrderId order = servers.awaited(this.node, 50_000);
        servers.clock.advance(Duration.ofHours(3).plusMinutes(5));
        servers.toss.deposit(order.value(), 50_000);
        this.payments.reconcile();
        assertThat(status(order)).isEqualTo(PaymentStatus.CAPTURED);
    }

    @Test
    void onlyTheProvidersAnswerEndsThePayment() {
        OrderId order = servers.awaited(this.node, 50_000);
        servers.clock.advance(Duration.ofHours(3));
        servers.toss.faults().next(TossOperation.CANCEL, TossFault.closeAfter());
        this.payments.reconcile();
        assertThat(status(order)).as("nobody knows whether it is closed").isEqualTo(PaymentStatus.AWAITING_DEPOSIT);
        servers.clock.advance(Duration.ofMinutes(1));
        this.payments.reconcile();
        assertThat(this.payments.payment(order).failureCode()).isEqualTo(Deposits.OVERDUE);
        assertThat(this.node.eventsOf(order).stream().filter(PaymentFailed.class::isInstance)).hasSize(1);
    }

    @Test
    void isClosedEarlyWhenSomebodyAsksForIt() {
        OrderId order = servers.awaited(this.node, 50_000);
        assertThat(this.payments.closeDeposit(order)).isTrue();
        assertThat(this.payments.payment(order).failureCode()).isEqualTo(Deposits.CLOSED);
        assertThat(this.payments.closeDeposit(order)).isTrue();
    }

    @Test
    void isNotClosedOnceTheMoneyIsThere() {
        OrderId order = servers.awaited(this.node, 50_000);
        servers.toss.deposit(order.value(), 50_000);
        assertThat(this.payments.closeDeposit(order)).isFalse();
        assertThat(status(order)).isEqualTo(PaymentStatus.CAPTURED);
    }

    @Test
    void aWishToCloseOutlivesASilentProvider() {
        OrderId order = servers.awaited(this.node, 50_000);
        servers.toss.faults().next(TossOperation.CANCEL, TossFault.closeBefore());
        assertThat(catchThrowable(() -> this.payments.closeDeposit(order))).isInstanceOf(ProviderUnavailable.class);
        servers.clock.advance(Duration.ofMinutes(10));
        servers.cluster.node().payments.reconcile();
        assertThat(this.payments.payment(order).failureCode()).isEqualTo(Deposits.CLOSED);
    }

    @Test
    void sendsMoneyBackToTheBuyersAccount() {
        OrderId order = servers.awaited(this.node, 50_000);
        servers.toss.deposit(order.value(), 50_000);
        this.node.deposits.look(order);
        RefundId refund = this.payments.requestRefund(order, new Money(20_000), "취소");
        assertThat(this.payments.refund(refund).status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(servers.toss.calls().getLast().body()).contains("\"refundReceiveAccount\"", "\"1002123456789\"",
                "김하늘");
    }

    @Test
    void waitsAgainWhenTheBankTakesADepositBack() {
        OrderId order = servers.awaited(this.node, 50_000);
        servers.toss.deposit(order.value(), 50_000);
        this.node.deposits.look(order);
        servers.toss.undoDeposit(order.value());
        this.node.deposits.look(order);
        PaymentView view = this.payments.payment(order);
        assertThat(view.status()).isEqualTo(PaymentStatus.AWAITING_DEPOSIT);
        assertThat(this.node.eventsOf(order)).last().isEqualTo(new DepositReverted(view));
        servers.toss.deposit(order.value(), 50_000);
        this.node.deposits.look(order);
        assertThat(status(order)).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(this.node.eventsOf(order).stream().map(Object::getClass).map(Class::getSimpleName))
            .containsExactly("DepositAwaited", "PaymentCaptured", "DepositReverted", "PaymentCaptured");
        assertThat(captured(order)).isEqualTo(50_000);
    }

    @Test
    void aRevertedDepositThatNobodyMakesAgainEnds() {
        OrderId order = servers.awaited(this.node, 50_000);
        servers.toss.deposit(order.value(), 50_000);
        this.node.deposits.look(order);
        servers.toss.undoDeposit(order.value());
        this.node.deposits.look(order);
        servers.clock.advance(Duration.ofHours(3));
        this.payments.reconcile();
        assertThat(status(order)).isEqualTo(PaymentStatus.FAILED);
        assertThat(captured(order)).isZero();
    }

    @Test
    void moneyForAnEndedPaymentGoesBackInFull() {
        OrderId order = servers.awaited(this.node, 50_000);
        // As if the provider had said that the account was closed, and had not closed it.
        servers.jdbc
            .sql("UPDATE payment SET status = 'FAILED', failure_code = 'X', next_attempt_at = NULL WHERE order_id = ?")
            .param(order.value())
            .update();
        servers.toss.deposit(order.value(), 50_000);
        this.node.deposits.look(order);
        this.node.deposits.look(order);
        assertThat(captured(order)).isEqualTo(50_000);
        assertThat(status(order)).isEqualTo(PaymentStatus.FAILED);
        servers.settleEverything(this.node);
        assertThat(servers.toss.refunded(order.value())).isEqualTo(50_000);
        assertThat(this.payments.payment(order).refunded()).isEqualTo(new Money(50_000));
        assertThat(this.node.eventsOf(order)).noneMatch(PaymentRefunded.class::isInstance);
    }

    @Test
    void anAccountThatIsNotOfferedIsClosedAtOnce() {
        PaymentView view = this.payments.prepare(servers.order(50_000));
        this.payments.start(new StartPayment(view.orderId(), servers.toss.payByTransfer(view.orderId().value(), 50_000),
                view.amount()));
        assertThatExceptionOfType(PaymentDeclined.class).isThrownBy(() -> this.payments.settle(view.orderId()))
            .satisfies((problem) -> assertThat(problem.properties()).containsEntry("providerCode",
                    "NOT_SUPPORTED_METHOD"));
        assertThat(catchThrowable(() -> servers.toss.deposit(view.orderId().value(), 50_000)))
            .hasMessageContaining("CLOSED");
        assertThat(captured(view.orderId())).isZero();
    }

    @Test
    void anOrderForWhichAnAccountWaitsIsNotPreparedAgain() {
        PrepareOrder order = servers.transfer(50_000);
        PaymentView view = this.payments.prepare(order);
        this.payments.start(new StartPayment(view.orderId(), servers.toss.payByTransfer(view.orderId().value(), 50_000),
                view.amount()));
        this.payments.settle(view.orderId());
        assertThat(catchThrowable(() -> this.payments.prepare(order))).isInstanceOf(AlreadyProcessed.class);
        assertThat(this.payments.expire(view.orderId())).isFalse();
    }

    @Test
    void theSchemaAloneForbidsToWaitWithoutAnAccount() {
        OrderId order = servers.awaited(this.node, 50_000);
        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> servers.jdbc.sql("""
                UPDATE payment SET account_bank = NULL, account_number = NULL, account_holder = NULL,
                    deposit_before = NULL WHERE order_id = ?""").param(order.value()).update());
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
        ends.removeIf(DepositAwaited.class::isInstance);
        assertThat(ends).as(view.toString()).hasSize(1);
    }

    private PaymentStatus status(OrderId order) {
        return this.payments.payment(order).status();
    }

    private long captured(OrderId order) {
        return this.node.ledger.find(order).orElseThrow().captured().won();
    }

    private static int lookups() {
        return (int) servers.toss.calls().stream().filter((call) -> call.operation() == TossOperation.LOOKUP).count();
    }

}
