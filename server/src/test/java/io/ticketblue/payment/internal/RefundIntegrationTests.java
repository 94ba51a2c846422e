package io.ticketblue.payment.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentDeclined;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentRefunded;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundNotFound;
import io.ticketblue.payment.RefundRefused;
import io.ticketblue.payment.RefundTooLarge;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

class RefundIntegrationTests {

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
    void sendsPartsBackAndThenTheRest() {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId part = this.payments.requestRefund(order, new Money(30_000), "한 자리 취소");
        assertThat(this.payments.payment(order).refunded()).isEqualTo(Money.ZERO);
        PaymentView afterPart = this.payments.refund(part);
        assertThat(afterPart.status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(afterPart.refunded()).isEqualTo(new Money(30_000));

        servers.clock.advance(Duration.ofSeconds(5));
        RefundId rest = this.payments.requestRefund(order, new Money(70_000), "전체 취소");
        PaymentView afterRest = this.payments.refund(rest);
        assertThat(afterRest.status()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(servers.heldByProvider(order)).isZero();
        assertThat(this.node.eventsOf(order)).hasSize(3)
            .contains(new PaymentRefunded(afterPart, part, new Money(30_000)),
                    new PaymentRefunded(afterRest, rest, new Money(70_000)));
    }

    @Test
    void repeatingARefundSendsNothingMore() {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = this.payments.requestRefund(order, new Money(30_000), "취소");
        this.payments.refund(refund);
        int calls = servers.toss.calls().size();
        assertThat(this.payments.refund(refund).refunded()).isEqualTo(new Money(30_000));
        assertThat(servers.toss.calls()).hasSize(calls);
    }

    @Test
    void promisesNoMoreThanWasTaken() {
        OrderId order = servers.captured(this.node, 100_000);
        this.payments.requestRefund(order, new Money(60_000), "취소");
        assertThatExceptionOfType(RefundTooLarge.class)
            .isThrownBy(() -> this.payments.requestRefund(order, new Money(40_001), "취소"))
            .satisfies((problem) -> assertThat(problem.properties()).containsEntry("refundable", 40_000L));
    }

    @Test
    void refundsNothingThatWasNotTaken() {
        OrderId ready = this.payments.prepare(servers.order(100_000)).orderId();
        OrderId declined = servers.started(this.node, 100_000, TossOutcome.DECLINE);
        assertThat(catchThrowable(() -> this.payments.settle(declined))).isInstanceOf(PaymentDeclined.class);
        for (OrderId order : List.of(ready, declined)) {
            assertThatExceptionOfType(RefundTooLarge.class)
                .isThrownBy(() -> this.payments.requestRefund(order, new Money(1), "취소"));
        }
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> this.payments.requestRefund(ready, Money.ZERO, "취소"));
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> this.payments.requestRefund(ready, new Money(1), " "));
        assertThatExceptionOfType(RefundNotFound.class).isThrownBy(() -> this.payments.refund(new RefundId(999_999)));
    }

    @Test
    void aRequestThatIsRolledBackPromisesNothing() {
        OrderId order = servers.captured(this.node, 100_000);
        new TransactionTemplate(servers.transactions).executeWithoutResult((status) -> {
            this.payments.requestRefund(order, new Money(100_000), "취소");
            status.setRollbackOnly();
        });
        RefundId refund = this.payments.requestRefund(order, new Money(100_000), "취소");
        assertThat(this.payments.refund(refund).status()).isEqualTo(PaymentStatus.REFUNDED);
    }

    @Test
    void reconcilingSendsWhatNobodySent() {
        OrderId order = servers.captured(this.node, 100_000);
        this.payments.requestRefund(order, new Money(100_000), "취소");
        assertThat(this.node.meters.get("ticketblue.refunds.unsettled").gauge().value()).isOne();
        servers.clock.advance(Duration.ofSeconds(11));
        this.payments.reconcile();
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.REFUNDED);
    }

    @Test
    void twoRefundsWithinASecondBothArrive() {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId first = this.payments.requestRefund(order, new Money(40_000), "취소");
        RefundId second = this.payments.requestRefund(order, new Money(40_000), "취소");
        this.payments.refund(first);
        assertThatExceptionOfType(ProviderUnavailable.class).isThrownBy(() -> this.payments.refund(second));
        servers.settleEverything(this.node);
        assertThat(this.payments.payment(order).refunded()).isEqualTo(new Money(80_000));
        assertThat(servers.heldByProvider(order)).isEqualTo(20_000);
    }

    @Test
    void sendsFiveRefundsOfOnePaymentInTurnInAboutFiveSeconds() {
        OrderId order = servers.captured(this.node, 100_000);
        List<RefundId> refunds = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            refunds.add(this.payments.requestRefund(order, new Money(20_000), "한 자리 취소"));
        }
        servers.clock.advance(Duration.ofSeconds(11));
        Instant start = servers.clock.instant();
        this.payments.reconcile();
        assertThat(servers.heldByProvider(order)).isZero();
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(Duration.between(start, servers.clock.instant())).isLessThanOrEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void leavesTheRefundsOfAPaymentToTheNodeThatSendsThem() {
        OrderId order = servers.captured(this.node, 100_000);
        this.payments.requestRefund(order, new Money(20_000), "한 자리 취소");
        servers.clock.advance(Duration.ofSeconds(11));
        ReturnLedger turns = new ReturnLedger(servers.jdbc, this.node.ledger);
        Instant now = servers.clock.instant();
        PaymentId payment = this.payments.payment(order).id();
        assertThat(turns.takeTurn(payment, now, now.plusSeconds(30))).isTrue();
        assertThat(turns.takeTurn(payment, now, now.plusSeconds(30))).isFalse();
        this.payments.reconcile();
        assertThat(servers.toss.refunded(order.value())).isZero();
        servers.clock.advance(Duration.ofSeconds(31));
        this.payments.reconcile();
        assertThat(servers.toss.refunded(order.value())).isEqualTo(20_000);
    }

    static Stream<TossFault> faults() {
        return Stream.of(TossFault.delayBefore(PaymentNode.TOO_LONG), TossFault.delayAfter(PaymentNode.TOO_LONG),
                TossFault.closeBefore(), TossFault.closeAfter(), TossFault.garbage(), TossFault.wrongAmount(12_000),
                TossFault.error("PROVIDER_ERROR"), TossFault.error("REFUND_REJECTED"),
                TossFault.error("ALREADY_CANCELED_PAYMENT"), TossFault.error("NOT_CANCELABLE_AMOUNT"),
                TossFault.error("NOT_MATCHES_REFUNDABLE_AMOUNT"), TossFault.error("FORBIDDEN_CONSECUTIVE_REQUEST"),
                TossFault.error("IDEMPOTENT_REQUEST_PROCESSING"), TossFault.error("UNAUTHORIZED_KEY"),
                TossFault.error("TOO_MANY_REQUESTS"), TossFault.error("FAILED_REFUND_PROCESS"),
                TossFault.errorAfter(500, "COMMON_ERROR"), TossFault.errorAfter(400, "PROVIDER_ERROR"),
                TossFault.errorAfter(400, "REFUND_REJECTED"), TossFault.errorAfter(403, "NOT_CANCELABLE_AMOUNT"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void booksAgreeAfterAFaultOfEachCallAndACrashAtEachStep(TossFault fault) {
        for (TossOperation operation : List.of(TossOperation.CANCEL, TossOperation.LOOKUP)) {
            int steps = Integer.MAX_VALUE;
            for (int fatal = 0; fatal <= steps; fatal++) {
                Crashes crashes = new Crashes(fatal);
                refundOneWith(operation, fault, crashes);
                steps = (fatal == 0) ? crashes.steps() : steps;
            }
        }
    }

    private void refundOneWith(TossOperation operation, TossFault fault, Crashes crashes) {
        PaymentNode crashing = servers.cluster.impatientNode(crashes::around, (event) -> crashes.step());
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = crashing.payments.requestRefund(order, new Money(40_000), "취소");
        if (operation == TossOperation.LOOKUP) {
            servers.toss.faults().next(TossOperation.CANCEL, TossFault.closeAfter());
        }
        servers.toss.faults().next(operation, fault);
        Throwable first = catchThrowable(() -> crashing.payments.refund(refund));
        servers.clock.advance(Duration.ofSeconds(11));
        Throwable second = catchThrowable(crashing.payments::reconcile);
        PaymentNode restarted = servers.cluster.node();
        servers.settleEverything(restarted);

        PaymentView view = restarted.payments.payment(order);
        String told = operation + " " + fault + " first " + first + " then " + second + " ended as " + view;
        assertThat(view.refunded().won()).as(told).isIn(0L, 40_000L);
        assertThat(servers.toss.refunded(order.value())).as(told).isEqualTo(view.refunded().won());
        List<Object> events = new ArrayList<>(crashing.eventsOf(order));
        events.addAll(restarted.eventsOf(order));
        assertThat(events).as(told).hasSize(view.refunded().isZero() ? 0 : 1);
        servers.toss.faults().clear();
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5 })
    void randomRefundsNeverExceedWhatWasTaken(long seed) {
        Random random = new Random(seed);
        List<TossFault> faults = faults().filter((fault) -> fault.delay().isZero()).toList();
        OrderId order = servers.captured(this.node, 100_000);
        List<RefundId> open = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            if (random.nextInt(3) == 0) {
                TossOperation operation = random.nextBoolean() ? TossOperation.CANCEL : TossOperation.LOOKUP;
                servers.toss.faults().next(operation, faults.get(random.nextInt(faults.size())));
            }
            if (open.isEmpty() || random.nextBoolean()) {
                Money amount = new Money(1 + random.nextInt(40_000));
                Throwable refusal = catchThrowable(() -> open.add(this.payments.requestRefund(order, amount, "취소")));
                assertThat(refusal).satisfiesAnyOf((none) -> assertThat(none).isNull(),
                        (problem) -> assertThat(problem).isInstanceOf(RefundTooLarge.class));
            }
            if (!open.isEmpty()) {
                RefundId refund = open.get(random.nextInt(open.size()));
                assertThat(catchThrowable(() -> this.payments.refund(refund)))
                    .satisfiesAnyOf((none) -> assertThat(none).isNull(), (problem) -> assertThat(problem)
                        .isInstanceOfAny(ProviderUnavailable.class, RefundRefused.class));
            }
            servers.clock.advance(Duration.ofMillis(random.nextInt(3000)));
            assertThat(servers.toss.refunded(order.value())).isLessThanOrEqualTo(100_000);
        }
        servers.toss.faults().clear();
        servers.settleEverything(this.node);
        assertThat(this.payments.payment(order).refunded().won()).isEqualTo(servers.toss.refunded(order.value()));
    }

}
