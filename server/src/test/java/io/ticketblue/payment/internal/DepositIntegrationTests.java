package io.ticketblue.payment.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.payment.AlreadyProcessed;
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
import io.ticketblue.payment.ProviderMethod;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.payment.VirtualAccountIssued;
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
        assertThat(view.method()).isEqualTo(ProviderMethod.VIRTUAL_ACCOUNT);
        assertThat(view.virtualAccount()).satisfies((account) -> {
            assertThat(account.accountNumber()).matches("[0-9]{14}");
            assertThat(account.bank()).isEqualTo("20");
            assertThat(account.depositBefore()).as("our deadline comes before the provider's")
                .isEqualTo(servers.clock.instant().plus(Duration.ofHours(3)));
        });
        assertThat(this.node.eventsOf(order)).containsExactly(new VirtualAccountIssued(view));
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
            .containsExactly("VirtualAccountIssued", "PaymentCaptured", "DepositReverted", "PaymentCaptured");
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
