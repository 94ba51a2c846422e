package io.ticketblue.payment.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.CompensationId;
import io.ticketblue.payment.CompensationNotOwed;
import io.ticketblue.payment.CompensationView;
import io.ticketblue.payment.MoneyBalance;
import io.ticketblue.payment.MoneyEntry;
import io.ticketblue.payment.MoneyKind;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentDeclined;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundRefused;
import io.ticketblue.payment.RefundTooLarge;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Every won that comes or goes is entered once. */
class MoneyLedgerIntegrationTests {

    private static final PaymentTestServers servers = new PaymentTestServers();

    private final PaymentNode node = servers.cluster.node();

    private final Payments payments = this.node.payments;

    private final MoneyLedger money = new MoneyLedger(servers.jdbc);

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
    void entersACaptureWithTheProvidersNameOfIt() {
        OrderId order = servers.captured(this.node, 100_000);
        assertThat(this.money.of(id(order))).singleElement().satisfies((entry) -> {
            assertThat(entry.kind()).isEqualTo(MoneyKind.CAPTURE);
            assertThat(entry.amount()).isEqualTo(new Money(100_000));
            assertThat(entry.transactionKey()).isNotBlank();
            assertThat(entry.occurredAt()).isEqualTo(this.payments.payment(order).approvedAt());
        });
    }

    @Test
    void entersARefundAndTheFeeThatIsKeptOfIt() {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = this.payments.requestRefund(order, new Money(36_000), new Money(4_000), "한 자리 취소")
            .orElseThrow();
        assertThat(kinds(order)).containsExactly("CAPTURE 100000", "FEE 4000");
        PaymentView view = this.payments.refund(refund);
        assertThat(kinds(order)).containsExactly("CAPTURE 100000", "FEE 4000", "REFUND 36000");
        assertThat(view.refunded()).isEqualTo(new Money(36_000));
        assertThat(view.status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThatExceptionOfType(RefundTooLarge.class)
            .isThrownBy(() -> this.payments.requestRefund(order, new Money(60_000), new Money(1), "취소"));
        assertThat(balance(order))
            .isEqualTo(new MoneyBalance(won(100_000), won(36_000), won(0), won(4_000), won(0), won(0), won(0)));
        assertThat(balance(order).kept()).isEqualTo(won(64_000));
        assertThat(balance(order).ofLiveSeats()).isEqualTo(won(60_000));
    }

    @Test
    void keepsAllOfItAsAFeeWithoutAskingTheProvider() {
        OrderId order = servers.captured(this.node, 100_000);
        int calls = servers.toss.calls().size();
        assertThat(this.payments.requestRefund(order, Money.ZERO, new Money(100_000), "당일 취소")).isEmpty();
        servers.settleEverything(this.node);
        assertThat(servers.toss.calls()).hasSize(calls);
        assertThat(kinds(order)).containsExactly("CAPTURE 100000", "FEE 100000");
        assertThat(this.payments.refundsFor(this.payments.payment(order).reference())).isEmpty();
        assertThatExceptionOfType(RefundTooLarge.class)
            .isThrownBy(() -> this.payments.requestRefund(order, new Money(1), "취소"));
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> this.payments.requestRefund(order, Money.ZERO, Money.ZERO, "취소"));
    }

    @Test
    void entersWhatTheHousePaidBackInAnotherWay() {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = this.payments.requestRefund(order, new Money(100_000), "취소");
        servers.toss.faults().next(TossOperation.CANCEL, TossFault.error("EXCEED_MAX_REFUND_DUE"));
        assertThat(catchThrowable(() -> this.payments.refund(refund))).isInstanceOf(RefundRefused.class);
        assertThat(balance(order).promised()).isEqualTo(won(100_000));
        this.node.owed.settledOtherwise(refund, "계좌 이체", 7);
        assertThat(kinds(order)).containsExactly("CAPTURE 100000", "REPAYMENT 100000");
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(balance(order).kept()).isEqualTo(won(0));
    }

    @Test
    void owesACompensationOnceAndEntersItWhenItIsPaid() {
        OrderId order = servers.captured(this.node, 100_000);
        CompensationId owed = this.payments.oweCompensation(order, new Money(10_000), "공연 취소");
        assertThat(this.payments.oweCompensation(order, new Money(10_000), "공연 취소")).isEqualTo(owed);
        assertThat(this.node.compensations.owed(new Paging(0, 20)).items()).extracting(CompensationView::id)
            .contains(owed);
        assertThat(kinds(order)).containsExactly("CAPTURE 100000");
        CompensationView settled = this.node.compensations.settle(owed, "계좌 이체", 7);
        assertThat(settled.settledBy()).isEqualTo(7);
        assertThat(kinds(order)).containsExactly("CAPTURE 100000", "COMPENSATION 10000");
        assertThat(balance(order).kept()).isEqualTo(won(100_000));
        assertThatExceptionOfType(CompensationNotOwed.class)
            .isThrownBy(() -> this.node.compensations.settle(owed, "계좌 이체", 7));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> this.node.compensations.settle(owed, " ", 7));
    }

    @Test
    void entersNothingForAPaymentThatFailed() {
        OrderId order = servers.started(this.node, 50_000, TossOutcome.DECLINE);
        assertThat(catchThrowable(() -> this.payments.settle(order))).isInstanceOf(PaymentDeclined.class);
        assertThat(kinds(order)).isEmpty();
    }

    @Test
    void entersMoneyThatWasTakenInErrorWhenItWasTakenAndAsNoPurchase() {
        OrderId order = servers.started(this.node, 50_000, TossOutcome.APPROVE);
        Instant taken = servers.clock.instant();
        servers.toss.faults().next(TossOperation.CONFIRM, TossFault.closeAfter());
        assertThat(catchThrowable(() -> this.payments.settle(order))).isInstanceOf(ProviderUnavailable.class);
        servers.clock.advance(Duration.ofDays(1));
        servers.toss.faults().next(TossOperation.LOOKUP, TossFault.wrongAmount(5_000));
        this.payments.reconcile();
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(this.money.of(id(order))).first().satisfies((entry) -> {
            assertThat(entry.kind()).isEqualTo(MoneyKind.CAPTURE);
            assertThat(entry.occurredAt()).isEqualTo(taken);
            assertThat(entry.transactionKey()).isNotBlank();
        });
        servers.settleEverything(this.node);
        assertThat(kinds(order)).containsExactly("CAPTURE 50000", "REFUND 50000");
        assertThat(movements(order)).containsExactly("CAPTURE astray", "REFUND");
    }

    @Test
    void whatWasBoughtStaysAPurchaseAfterItsPaymentFailed() {
        OrderId order = servers.awaited(this.node, 50_000);
        servers.toss.deposit(order.value(), 50_000);
        this.node.deposits.look(order);
        assertThat(movements(order)).containsExactly("CAPTURE");
        servers.toss.undoDeposit(order.value());
        this.node.deposits.look(order);
        // As if the provider had said that the account was closed, and had not closed it.
        servers.jdbc
            .sql("UPDATE payment SET status = 'FAILED', failure_code = 'X', next_attempt_at = NULL WHERE order_id = ?")
            .param(order.value())
            .update();
        assertThat(movements(order)).containsExactly("CAPTURE", "REVERSAL");
        servers.toss.deposit(order.value(), 50_000);
        this.node.deposits.look(order);
        assertThat(movements(order)).containsExactly("CAPTURE", "REVERSAL", "CAPTURE astray");
    }

    private List<String> movements(OrderId order) {
        long reference = this.payments.payment(order).reference();
        return this.money.movements(Instant.EPOCH, 0, servers.clock.instant().plusSeconds(1), 10_000)
            .stream()
            .filter((movement) -> movement.reference() == reference)
            .map((movement) -> movement.kind() + (movement.astray() ? " astray" : ""))
            .toList();
    }

    @Test
    void theSchemaForbidsEnteringAnythingTwice() {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = this.payments.requestRefund(order, new Money(10_000), new Money(1_000), "취소").orElseThrow();
        this.payments.refund(refund);
        for (MoneyEntry entry : this.money.of(id(order))) {
            assertThatExceptionOfType(DuplicateKeyException.class).as(entry.toString())
                .isThrownBy(() -> enter(order, (entry.kind() == MoneyKind.CAPTURE) ? null : refund, entry.kind()));
        }
        assertThatExceptionOfType(DuplicateKeyException.class)
            .isThrownBy(() -> enter(order, refund, MoneyKind.REPAYMENT));
        assertThatExceptionOfType(DataIntegrityViolationException.class)
            .isThrownBy(() -> enter(order, null, MoneyKind.REFUND));
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
    void theBalanceIsWhatComesOfAnySequenceOfMovements(long seed) {
        Random random = new Random(seed);
        OrderId order = servers.captured(this.node, 100_000);
        long refunded = 0;
        long repaid = 0;
        long fees = 0;
        for (int step = 0; step < 12; step++) {
            long refund = random.nextInt(4) * 5_000L;
            long fee = random.nextInt(3) * 1_000L;
            long left = 100_000 - refunded - repaid - fees;
            if (refund + fee == 0) {
                continue;
            }
            if (refund + fee > left) {
                assertThat(catchThrowable(() -> request(order, refund, fee))).isInstanceOf(RefundTooLarge.class);
                continue;
            }
            boolean refused = random.nextInt(3) == 0;
            if (refused) {
                servers.toss.faults().next(TossOperation.CANCEL, TossFault.error("EXCEED_MAX_REFUND_DUE"));
            }
            Optional<RefundId> id = request(order, refund, fee);
            fees += fee;
            if (id.isPresent() && refused) {
                assertThat(catchThrowable(() -> this.payments.refund(id.get()))).isInstanceOf(RefundRefused.class);
                this.node.owed.settledOtherwise(id.get(), "계좌 이체", 7);
                repaid += refund;
            }
            else if (id.isPresent()) {
                this.payments.refund(id.get());
                refunded += refund;
            }
            servers.toss.faults().clear();
            // The provider takes one cancellation of a payment in a second.
            servers.clock.advance(Duration.ofSeconds(2));
            assertThat(balance(order)).isEqualTo(
                    new MoneyBalance(won(100_000), won(refunded), won(repaid), won(fees), won(0), won(0), won(0)));
            assertThat(balance(order).ofLiveSeats()).isEqualTo(won(100_000 - refunded - repaid - fees));
            assertThat(servers.heldByProvider(order)).isEqualTo(100_000 - refunded);
        }
        assertThat(this.money.countUnbalanced(Instant.EPOCH)).isZero();
    }

    @Test
    void noticesBooksThatDoNotAddUp() {
        OrderId order = servers.captured(this.node, 100_000);
        Instant before = servers.clock.instant().minus(Duration.ofHours(1));
        assertThat(this.money.countUnbalanced(before)).isZero();
        servers.jdbc.sql("UPDATE payment SET refund_reserved = 5 WHERE order_id = ?").param(order.value()).update();
        assertThat(this.money.countUnbalanced(before)).isOne();
        servers.jdbc.sql("UPDATE payment SET refund_reserved = 0 WHERE order_id = ?").param(order.value()).update();
        assertThat(this.money.countUnbalanced(before)).isZero();
    }

    private Optional<RefundId> request(OrderId order, long refund, long fee) {
        return this.payments.requestRefund(order, won(refund), won(fee), "취소");
    }

    private void enter(OrderId order, @Nullable RefundId refund, MoneyKind kind) {
        this.money.enter(id(order), refund, kind, won(1), null, servers.clock.instant(), servers.clock.instant());
    }

    private MoneyBalance balance(OrderId order) {
        return this.money.balance(this.payments.payment(order).reference());
    }

    private List<String> kinds(OrderId order) {
        return this.money.of(id(order)).stream().map((entry) -> entry.kind() + " " + entry.amount().won()).toList();
    }

    private PaymentId id(OrderId order) {
        return this.payments.payment(order).id();
    }

    private static Money won(long won) {
        return new Money(won);
    }

}
