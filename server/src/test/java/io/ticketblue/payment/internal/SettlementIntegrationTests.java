package io.ticketblue.payment.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentCaptured;
import io.ticketblue.payment.PaymentDeclined;
import io.ticketblue.payment.PaymentFailed;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.PrepareOrder;
import io.ticketblue.payment.ProviderMethod;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

class SettlementIntegrationTests {

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
    void takesTheMoneyAndTellsIt() {
        OrderId order = servers.started(this.node, 120_000, TossOutcome.APPROVE);
        PaymentView view = this.payments.settle(order);
        assertThat(view.status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(view.method()).isEqualTo(ProviderMethod.CARD);
        assertThat(view.approvedAt()).isEqualTo(servers.clock.instant());
        assertThat(view.receiptUrl()).startsWith(servers.toss.url());
        assertThat(servers.toss.captured(order.value())).isEqualTo(120_000);
        assertThat(this.node.eventsOf(order)).containsExactly(new PaymentCaptured(view));
        assertThat(this.node.meters.counter("ticketblue.payments", "outcome", "captured").count()).isOne();
    }

    /** The provider then says CARD, and 카드 to everybody else. */
    @Test
    void writesDownHowAnEnglishReaderPaidAsForAnybodyElse() {
        OrderId order = servers.started(this.node, 120_000, TossOutcome.APPROVE);
        LocaleContextHolder.setLocale(Locale.ENGLISH);
        try {
            assertThat(this.payments.settle(order).method()).isEqualTo(ProviderMethod.CARD);
        }
        finally {
            LocaleContextHolder.resetLocaleContext();
        }
        assertThat(this.payments.payment(order).method()).isEqualTo(ProviderMethod.CARD);
    }

    @Test
    void aSettledOrderGivesItsResultAgain() {
        OrderId order = servers.captured(this.node, 120_000);
        int calls = servers.toss.calls().size();
        assertThat(this.payments.settle(order)).isEqualTo(this.payments.payment(order));
        assertThat(servers.toss.calls()).hasSize(calls);
        assertThat(this.node.eventsOf(order)).hasSize(1);
    }

    @Test
    void aDeclinedOrderSaysWhyAgainAndAgain() {
        OrderId order = servers.started(this.node, 120_000, TossOutcome.DECLINE);
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(PaymentDeclined.class).isThrownBy(() -> this.payments.settle(order))
                .satisfies((problem) -> {
                    assertThat(problem.properties()).containsEntry("providerCode", "REJECT_CARD_COMPANY");
                    assertThat(problem.arguments()).containsExactly("결제 승인이 거절되었습니다.");
                });
        }
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(this.node.eventsOf(order)).singleElement().isInstanceOf(PaymentFailed.class);
    }

    @Test
    void aBuyerMayTryAgainAfterADecline() {
        PrepareOrder order = servers.order(120_000);
        PaymentView first = this.payments.prepare(order);
        this.payments.start(new StartPayment(first.orderId(),
                servers.toss.pay(first.orderId().value(), 120_000, TossOutcome.DECLINE), first.amount()));
        assertThatExceptionOfType(PaymentDeclined.class).isThrownBy(() -> this.payments.settle(first.orderId()));
        PaymentView second = this.payments.prepare(order);
        this.payments.start(new StartPayment(second.orderId(),
                servers.toss.pay(second.orderId().value(), 120_000, TossOutcome.APPROVE), second.amount()));
        assertThat(this.payments.settle(second.orderId()).status()).isEqualTo(PaymentStatus.CAPTURED);
    }

    @Test
    void failsWhenTheProvidersTenMinutesAreOver() {
        OrderId order = servers.started(this.node, 120_000, TossOutcome.APPROVE);
        servers.clock.advance(Duration.ofMinutes(11));
        this.payments.reconcile();
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(this.node.eventsOf(order)).singleElement().isInstanceOf(PaymentFailed.class);
        assertThat(servers.heldByProvider(order)).isZero();
    }

    @Test
    void aMadeUpKeyTakesNothing() {
        PaymentView view = this.payments.prepare(servers.order(120_000));
        this.payments.start(new StartPayment(view.orderId(), "made-up/../key?", view.amount()));
        assertThatExceptionOfType(PaymentDeclined.class).isThrownBy(() -> this.payments.settle(view.orderId()))
            .satisfies(
                    (problem) -> assertThat(problem.properties()).containsEntry("providerCode", "NOT_FOUND_PAYMENT"));
    }

    @Test
    void thePaymentOfAnotherOrderPaysForNothing() {
        String foreign = servers.toss.pay("another-shops-order", 120_000, TossOutcome.APPROVE);
        PaymentView view = this.payments.prepare(servers.order(120_000));
        this.payments.start(new StartPayment(view.orderId(), foreign, view.amount()));
        assertThatExceptionOfType(PaymentDeclined.class).isThrownBy(() -> this.payments.settle(view.orderId()));
        assertThat(servers.toss.captured("another-shops-order")).isZero();
    }

    @Test
    void aWrongAmountIsNeverBelievedAndGoesBackInFull() {
        OrderId order = servers.started(this.node, 120_000, TossOutcome.APPROVE);
        servers.toss.faults().next(TossOperation.CONFIRM, TossFault.wrongAmount(12_000));
        assertThatExceptionOfType(PaymentDeclined.class).isThrownBy(() -> this.payments.settle(order))
            .satisfies((problem) -> assertThat(problem.properties()).containsEntry("providerCode", "AMOUNT_MISMATCH"));
        servers.settleEverything(this.node);
        assertThat(servers.toss.refunded(order.value())).isEqualTo(120_000);
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(this.payments.payment(order).refunded()).isEqualTo(new Money(120_000));
        assertThat(this.node.eventsOf(order)).singleElement().isInstanceOf(PaymentFailed.class);
    }

    @Test
    void aListenerThatFailsLeavesThePaymentToReconciling() {
        List<Object> heard = new ArrayList<>();
        PaymentNode failing = servers.cluster.node(UnaryOperator.identity(), (event) -> {
            heard.add(event);
            if (heard.size() == 1) {
                throw new IllegalStateException("The listener failed");
            }
        });
        OrderId order = servers.started(failing, 120_000, TossOutcome.APPROVE);
        assertThat(catchThrowable(() -> failing.payments.settle(order))).hasMessage("The listener failed");
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.CONFIRMING);
        servers.clock.advance(Duration.ofMinutes(1));
        failing.payments.reconcile();
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(failing.eventsOf(order)).hasSize(1);
    }

    @Test
    void aListenerThatCannotUseThePaymentSendsItBack() {
        PaymentNode refusing = servers.cluster.node(UnaryOperator.identity(), (event) -> {
            if (event instanceof PaymentCaptured captured) {
                this.payments.requestRefund(captured.payment().orderId(), captured.payment().amount(), "좌석 없음");
            }
        });
        OrderId order = servers.captured(refusing, 120_000);
        servers.settleEverything(refusing);
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(servers.heldByProvider(order)).isZero();
    }

    @Test
    void aRequestIsGivenTimeBeforeReconcilingJoinsIn() {
        OrderId order = servers.started(this.node, 120_000, TossOutcome.APPROVE);
        this.payments.reconcile();
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.CONFIRMING);
        assertThat(this.node.meters.get("ticketblue.payments.unsettled").gauge().value()).isOne();
        servers.clock.advance(Duration.ofSeconds(11));
        this.payments.reconcile();
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.CAPTURED);
    }

    @Test
    void reconcilesByItselfUnlessSwitchedOff() {
        ScheduledTaskRegistrar switchedOff = new ScheduledTaskRegistrar();
        schedule(false).configureTasks(switchedOff);
        assertThat(switchedOff.hasTasks()).isFalse();

        ScheduledTaskRegistrar switchedOn = new ScheduledTaskRegistrar();
        schedule(true).configureTasks(switchedOn);
        assertThat(switchedOn.getFixedRateTaskList()).singleElement().satisfies((task) -> {
            assertThat(task.getInitialDelayDuration()).isZero();
            assertThat(task.getIntervalDuration()).isEqualTo(Duration.ofSeconds(30));
            OrderId order = servers.started(this.node, 120_000, TossOutcome.APPROVE);
            servers.clock.advance(Duration.ofSeconds(11));
            task.getRunnable().run();
            assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.CAPTURED);
        });
    }

    private ReconciliationSchedule schedule(boolean enabled) {
        return new ReconciliationSchedule(this.node.payments,
                servers.cluster.settings(Duration.ofSeconds(10), enabled));
    }

    @Test
    void asksEverMoreRarelyWhileTheProviderIsSilent() {
        OrderId order = servers.started(this.node, 120_000, TossOutcome.APPROVE);
        servers.toss.faults().next(TossOperation.CONFIRM, TossFault.closeBefore());
        servers.toss.faults().next(TossOperation.LOOKUP, 50, TossFault.closeBefore());
        assertThat(catchThrowable(() -> this.payments.settle(order))).isInstanceOf(ProviderUnavailable.class);
        int before = callsOf(order);
        for (int second = 0; second < 300; second += 10) {
            servers.clock.advance(Duration.ofSeconds(10));
            this.payments.reconcile();
        }
        assertThat(callsOf(order) - before).isEqualTo(4);
    }

    @Test
    void theSchemaAloneForbidsAPaymentThatNobodyAsksAbout() {
        OrderId order = servers.started(this.node, 120_000, TossOutcome.APPROVE);
        assertThatExceptionOfType(DataIntegrityViolationException.class)
            .isThrownBy(() -> servers.jdbc.sql("UPDATE payment SET next_attempt_at = NULL WHERE order_id = ?")
                .param(order.value())
                .update());
    }

    private int callsOf(OrderId order) {
        return servers.jdbc.sql("SELECT calls FROM payment WHERE order_id = ?")
            .param(order.value())
            .query(Integer.class)
            .single();
    }

    static Stream<TossFault> faults() {
        return Stream.of(TossFault.delayBefore(PaymentNode.TOO_LONG), TossFault.delayAfter(PaymentNode.TOO_LONG),
                TossFault.closeBefore(), TossFault.closeAfter(), TossFault.garbage(), TossFault.wrongAmount(12_000),
                TossFault.error("PROVIDER_ERROR"), TossFault.error("REJECT_CARD_PAYMENT"),
                TossFault.error("FORBIDDEN_REQUEST"), TossFault.error("IDEMPOTENT_REQUEST_PROCESSING"),
                TossFault.error("NOT_FOUND_PAYMENT_SESSION"), TossFault.error("ALREADY_PROCESSED_PAYMENT"),
                TossFault.error("UNAUTHORIZED_KEY"), TossFault.error("TOO_MANY_REQUESTS"),
                TossFault.error("FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING"),
                TossFault.error(503, "SERVICE_UNAVAILABLE"), TossFault.errorAfter(500, "UNKNOWN_PAYMENT_ERROR"),
                TossFault.errorAfter(400, "PROVIDER_ERROR"), TossFault.errorAfter(403, "REJECT_CARD_COMPANY"),
                TossFault.errorAfter(404, "NOT_FOUND_PAYMENT_SESSION"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void booksAgreeAfterAFaultOfEachCallAndACrashAtEachStep(TossFault fault) {
        for (TossOperation operation : List.of(TossOperation.CONFIRM, TossOperation.LOOKUP)) {
            int steps = Integer.MAX_VALUE;
            for (int fatal = 0; fatal <= steps; fatal++) {
                Crashes crashes = new Crashes(fatal);
                settleOneWith(operation, fault, crashes);
                steps = (fatal == 0) ? crashes.steps() : steps;
            }
        }
    }

    private void settleOneWith(TossOperation operation, TossFault fault, Crashes crashes) {
        PaymentNode crashing = servers.cluster.impatientNode(crashes::around, (event) -> crashes.step());
        OrderId order = servers.started(crashing, 120_000, TossOutcome.APPROVE);
        if (operation == TossOperation.LOOKUP) {
            servers.toss.faults().next(TossOperation.CONFIRM, TossFault.closeAfter());
        }
        servers.toss.faults().next(operation, fault);
        Throwable first = catchThrowable(() -> crashing.payments.settle(order));
        servers.clock.advance(Duration.ofSeconds(11));
        Throwable second = catchThrowable(crashing.payments::reconcile);
        PaymentNode restarted = servers.cluster.node();
        servers.settleEverything(restarted);

        PaymentView view = restarted.payments.payment(order);
        String told = operation + " " + fault + " first " + first + " then " + second + " ended as " + view;
        assertThat(view.status()).as(told).isIn(PaymentStatus.CAPTURED, PaymentStatus.FAILED);
        assertThat(servers.heldByProvider(order)).as(told)
            .isEqualTo((view.status() == PaymentStatus.CAPTURED) ? 120_000 : 0);
        List<Object> events = new ArrayList<>(crashing.eventsOf(order));
        events.addAll(restarted.eventsOf(order));
        assertThat(events).as(told)
            .singleElement()
            .isEqualTo((view.status() == PaymentStatus.CAPTURED) ? new PaymentCaptured(view) : events.getFirst());
        servers.toss.faults().clear();
    }

}
