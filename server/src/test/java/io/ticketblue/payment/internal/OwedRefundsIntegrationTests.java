package io.ticketblue.payment.internal;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.OwedRefunds;
import io.ticketblue.payment.PaymentRefunded;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundNotFound;
import io.ticketblue.payment.RefundNotOwed;
import io.ticketblue.payment.RefundRefused;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.payment.RefundTooLarge;
import io.ticketblue.payment.RefundView;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.dao.DataIntegrityViolationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Money that the provider refuses to send back is not forgotten. */
class OwedRefundsIntegrationTests {

    private static final long STAFF = 7;

    private static final PaymentTestServers servers = new PaymentTestServers();

    private final PaymentNode node = servers.cluster.node();

    private final Payments payments = this.node.payments;

    private final OwedRefunds owed = this.node.owed;

    @AfterEach
    void nothingIsLeftOwed() {
        servers.toss.faults().clear();
        servers.settleEverything(this.node);
        for (RefundView refund : owed()) {
            this.owed.settledOtherwise(refund.id(), "계좌 이체", STAFF);
        }
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "REFUND_REJECTED", "EXCEED_MAX_REFUND_DUE", "FORBIDDEN_REQUEST" })
    void aRefusedRefundStaysOwed(String code) {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = refused(order, 60_000, code);
        assertThat(owed()).singleElement().satisfies((view) -> {
            assertThat(view.id()).isEqualTo(refund);
            assertThat(view.orderId()).isEqualTo(order);
            assertThat(view.amount()).isEqualTo(new Money(60_000));
            assertThat(view.status()).isEqualTo(RefundStatus.REFUSED);
            assertThat(view.failureCode()).isEqualTo(code);
            assertThat(view.pending()).isTrue();
        });
        assertThat(this.owed.count()).isOne();
        assertThat(this.node.meters.get("ticketblue.refunds.owed").gauge().value()).isOne();
        assertThat(this.payments.refundsFor(this.payments.payment(order).reference())).isEqualTo(owed());
        assertThat(this.payments.payment(order).refunded()).isEqualTo(Money.ZERO);
        assertThatExceptionOfType(RefundTooLarge.class)
            .isThrownBy(() -> this.payments.requestRefund(order, new Money(40_001), "취소"));
    }

    @Test
    void askingAgainSaysTheSameUntilStaffTry() {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = refused(order, 100_000, "EXCEED_MAX_REFUND_DUE");
        int calls = servers.toss.calls().size();
        assertThatExceptionOfType(RefundRefused.class).isThrownBy(() -> this.payments.refund(refund));
        assertThat(servers.toss.calls()).hasSize(calls);
    }

    @Test
    void tryingAgainSendsTheMoney() {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = refused(order, 100_000, "REFUND_REJECTED");
        RefundView done = this.owed.tryAgain(refund);
        assertThat(done.status()).isEqualTo(RefundStatus.DONE);
        assertThat(done.failureCode()).isNull();
        assertThat(this.payments.payment(order).status()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(servers.heldByProvider(order)).isZero();
        assertThat(owed()).isEmpty();
    }

    @Test
    void aRefundThatIsRefusedAgainIsOwedAgain() {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = refused(order, 100_000, "REFUND_REJECTED");
        servers.toss.faults().next(TossOperation.CANCEL, TossFault.error("EXCEED_MAX_REFUND_DUE"));
        assertThat(this.owed.tryAgain(refund).failureCode()).isEqualTo("EXCEED_MAX_REFUND_DUE");
        assertThat(owed()).hasSize(1);
    }

    @Test
    void reconcilingGoesOnWhenTheProviderIsSilent() {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = refused(order, 100_000, "REFUND_REJECTED");
        servers.toss.faults().next(TossOperation.CANCEL, TossFault.closeBefore());
        assertThat(this.owed.tryAgain(refund).status()).isEqualTo(RefundStatus.REQUESTED);
        assertThatExceptionOfType(RefundNotOwed.class).isThrownBy(() -> this.owed.tryAgain(refund));
        servers.settleEverything(this.node);
        assertThat(servers.heldByProvider(order)).isZero();
    }

    @Test
    void tryingAgainFindsWhatWasSentInTheProvidersOwnPages() {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = refused(order, 40_000, "REFUND_REJECTED");
        giveBackByHand(order, 40_000);
        assertThat(this.owed.tryAgain(refund).status()).isEqualTo(RefundStatus.DONE);
        assertThat(servers.toss.refunded(order.value())).isEqualTo(40_000);
        assertThat(this.payments.payment(order).refunded()).isEqualTo(new Money(40_000));
    }

    @Test
    void whatStaffSentBeforeIsNotTakenForARefundThatIsPromisedLater() {
        OrderId order = servers.captured(this.node, 100_000);
        giveBackByHand(order, 40_000);
        servers.clock.advance(Duration.ofDays(4));
        RefundId refund = this.payments.requestRefund(order, new Money(40_000), "취소");
        this.payments.refund(refund);
        assertThat(servers.toss.refunded(order.value())).isEqualTo(80_000);
    }

    @Test
    void whatStaffSentOnceStandsForOneRefundOfTwo() {
        for (int round = 0; round < 5; round++) {
            OrderId order = servers.captured(this.node, 100_000);
            this.payments.requestRefund(order, new Money(30_000), "취소");
            this.payments.requestRefund(order, new Money(30_000), "취소");
            giveBackByHand(order, 30_000);
            servers.settleEverything(this.node);
            assertThat(this.payments.payment(order).refunded()).isEqualTo(new Money(60_000));
            assertThat(servers.toss.refunded(order.value())).isEqualTo(60_000);
        }
    }

    private void giveBackByHand(OrderId order, long amount) {
        PaymentView paid = this.payments.payment(order);
        servers.cluster.provider()
            .cancel(new Cancellation(String.valueOf(paid.paymentKey()), new Money(amount), paid.amount(), "직원이 환불",
                    null), "by-hand-" + order);
    }

    @Test
    void staffSettleARefundInAnotherWay() {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = refused(order, 40_000, "EXCEED_MAX_REFUND_DUE");
        RefundView settled = this.owed.settledOtherwise(refund, "  국민은행 계좌로 이체 ", STAFF);
        assertThat(settled.status()).isEqualTo(RefundStatus.SETTLED);
        assertThat(settled.note()).isEqualTo("국민은행 계좌로 이체");
        assertThat(settled.settledBy()).isEqualTo(STAFF);
        assertThat(settled.pending()).isFalse();
        assertThat(owed()).isEmpty();
        PaymentView after = this.payments.payment(order);
        assertThat(after.refunded()).isEqualTo(new Money(40_000));
        assertThat(after.status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(this.node.eventsOf(order)).contains(new PaymentRefunded(after, refund, new Money(40_000)));

        // The provider still has what the house has paid, and is asked for the rest
        // alone.
        PaymentView whole = this.payments.refund(this.payments.requestRefund(order, new Money(60_000), "나머지 취소"));
        assertThat(whole.status()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(servers.heldByProvider(order)).isEqualTo(40_000);
        assertThat(this.node.refundStatusesOf(order)).containsExactly(RefundStatus.REFUSED, RefundStatus.SETTLED,
                RefundStatus.DONE);
    }

    @Test
    void aRefundIsSettledOnceAndWithANote() {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = refused(order, 100_000, "EXCEED_MAX_REFUND_DUE");
        for (String note : List.of("", " ", "가".repeat(501))) {
            assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> this.owed.settledOtherwise(refund, note, STAFF));
        }
        this.owed.settledOtherwise(refund, "현금", STAFF);
        assertThatExceptionOfType(RefundNotOwed.class)
            .isThrownBy(() -> this.owed.settledOtherwise(refund, "현금", STAFF));
        assertThatExceptionOfType(RefundNotOwed.class).isThrownBy(() -> this.owed.tryAgain(refund));
        assertThat(this.payments.refund(refund).status()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(servers.toss.refunded(order.value())).isZero();
        assertThatExceptionOfType(RefundNotFound.class).isThrownBy(() -> this.owed.tryAgain(new RefundId(999_999)));
        assertThatExceptionOfType(RefundNotFound.class)
            .isThrownBy(() -> this.owed.settledOtherwise(new RefundId(999_999), "현금", STAFF));
    }

    static Stream<String> contradictions() {
        return Stream.of("status = 'REQUESTED'", "next_attempt_at = created_at", "ended_at = NULL",
                "failure_code = NULL", "status = 'DONE'", "status = 'SETTLED'", "note = 'x'", "settled_by = 1",
                "transaction_key = 'x'");
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void theSchemaAloneForbidsARefundThatContradictsItself(String change) {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = refused(order, 100_000, "EXCEED_MAX_REFUND_DUE");
        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(
                () -> servers.jdbc.sql("UPDATE refund SET " + change + " WHERE id = ?").param(refund.value()).update());
    }

    private RefundId refused(OrderId order, long amount, String code) {
        RefundId refund = this.payments.requestRefund(order, new Money(amount), "취소");
        servers.toss.faults().next(TossOperation.CANCEL, TossFault.error(code));
        assertThat(catchThrowable(() -> this.payments.refund(refund))).isInstanceOf(RefundRefused.class);
        return refund;
    }

    private List<RefundView> owed() {
        return this.owed.owed(new Paging(0, 100)).items();
    }

}
