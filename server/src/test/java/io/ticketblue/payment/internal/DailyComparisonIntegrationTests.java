package io.ticketblue.payment.internal;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.ComparedDay;
import io.ticketblue.payment.ComparisonStatus;
import io.ticketblue.payment.DifferenceDeed;
import io.ticketblue.payment.DifferenceKind;
import io.ticketblue.payment.DifferenceState;
import io.ticketblue.payment.DifferenceView;
import io.ticketblue.payment.MoneyEntry;
import io.ticketblue.payment.MoneyKind;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundRefused;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Each way in which the provider's books and ours can differ. Each test has a day of its
 * own.
 */
class DailyComparisonIntegrationTests {

    private static final PaymentTestServers servers = new PaymentTestServers();

    private final PaymentNode node = servers.cluster.node();

    private final DailyNode daily = new DailyNode(servers, this.node);

    private LocalDate day = LocalDate.EPOCH;

    @BeforeEach
    void beginADay() {
        DailyNode.tomorrow(servers, LocalTime.of(10, 0));
        this.day = DailyNode.today(servers);
    }

    @AfterEach
    void nothingIsLeftOpen() {
        servers.toss.faults().clear();
        servers.settleEverything(this.node);
        assertThat(count("provider_transaction")).isZero();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void findsNothingWhereBothBooksAreTheSame() {
        OrderId card = servers.captured(this.node, 100_000);
        servers.clock.advance(Duration.ofMinutes(2));
        this.node.payments
            .refund(this.node.payments.requestRefund(card, new Money(30_000), new Money(1_000), "취소").orElseThrow());
        OrderId transfer = servers.awaited(this.node, 50_000);
        OrderId closed = servers.awaited(this.node, 70_000);
        servers.clock.advance(Duration.ofMinutes(30));
        servers.toss.deposit(transfer.value(), 50_000);
        this.node.deposits.look(transfer);
        assertThat(this.node.payments.closeDeposit(closed)).isTrue();
        long lookUps = lookUps();
        ComparedDay compared = nextMorning();
        assertThat(compared.status()).isEqualTo(ComparisonStatus.COMPARED);
        assertThat(compared.transactions()).isEqualTo(6);
        assertThat(compared.captured()).isEqualTo(sides(150_000, 150_000));
        assertThat(compared.refunded()).isEqualTo(sides(30_000, 30_000));
        assertThat(this.daily.differences(this.day)).isEmpty();
        assertThat(lookUps()).as("questions about single payments").isEqualTo(lookUps);
    }

    @Test
    void onlyReportsMoneyThatNobodyOrdered() {
        String order = "nobody-" + servers.newReference();
        String key = servers.toss.pay(order, 40_000, TossOutcome.APPROVE);
        servers.cluster.provider().confirm(key, new OrderId(order), new Money(40_000), "somebody");
        ComparedDay compared = nextMorning();
        assertThat(compared.captured()).isEqualTo(sides(40_000, 0));
        assertThat(compared.open()).isEqualTo(1);
        DifferenceView found = difference(DifferenceKind.MISSING_CAPTURE, DifferenceState.OPEN,
                DifferenceDeed.NOT_OURS);
        assertThat(found.orderId()).isEqualTo(order);
        assertThat(found.payment()).isNull();
        assertThat(servers.toss.refunded(order)).isZero();

        assertThat(this.daily.compare(this.day).differences()).as("compared twice").isEqualTo(1);
        assertThat(this.daily.differences.settle(found.id(), "상점 시험 결제", 7, servers.clock.instant())).isTrue();
        assertThat(this.daily.differences.settle(found.id(), "again", 7, servers.clock.instant())).isFalse();
        assertThat(this.daily.compare(this.day).open()).isZero();
        assertThat(this.daily.differences(this.day)).singleElement()
            .satisfies((one) -> assertThat(one.state()).isEqualTo(DifferenceState.SETTLED_BY_STAFF));
    }

    @Test
    void entersADepositThatNoNoticeToldOf() {
        OrderId order = servers.awaited(this.node, 50_000);
        servers.clock.advance(Duration.ofMinutes(1));
        servers.toss.deposit(order.value(), 50_000);
        ComparedDay compared = nextMorning();
        assertThat(this.node.payments.payment(order).status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(compared.captured()).isEqualTo(sides(50_000, 50_000));
        DifferenceView found = difference(DifferenceKind.MISSING_CAPTURE, DifferenceState.SETTLED_ITSELF,
                DifferenceDeed.ENTERED);
        assertThat(found.payment()).isEqualTo(id(order));
        assertThat(found.ourStatus()).isEqualTo(PaymentStatus.AWAITING_DEPOSIT);
    }

    @Test
    void sendsBackWhatWasTakenForAnOrderThatHadFailed() {
        OrderId order = takenWithoutAnswer(60_000);
        servers.jdbc.sql("""
                UPDATE payment SET status = 'FAILED', failure_code = 'LOST', next_attempt_at = NULL
                WHERE order_id = ?""").param(order.value()).update();
        nextMorning();
        difference(DifferenceKind.MISSING_CAPTURE, DifferenceState.SETTLED_ITSELF, DifferenceDeed.SENT_BACK);
        servers.settleEverything(this.node);
        assertThat(servers.toss.refunded(order.value())).isEqualTo(60_000);
    }

    @Test
    void takesADepositOutOfTheBooksThatTheBankTookBack() {
        OrderId order = deposited(50_000);
        servers.toss.undoDeposit(order.value());
        ComparedDay compared = nextMorning();
        assertThat(this.node.payments.payment(order).status()).isEqualTo(PaymentStatus.AWAITING_DEPOSIT);
        difference(DifferenceKind.STATUS, DifferenceState.SETTLED_ITSELF, DifferenceDeed.REVERTED);
        assertThat(compared.reversed().theirs()).isEqualTo(new Money(50_000));
        assertThat(this.daily.compare(this.day).differences()).isEqualTo(1);
        this.node.payments.closeDeposit(order);
    }

    @Test
    void leavesADepositToStaffThatTheBankTookBackAfterARefundWasPromised() {
        OrderId order = deposited(50_000);
        RefundId refund = this.node.payments.requestRefund(order, new Money(20_000), "취소");
        servers.toss.faults().next(TossOperation.CANCEL, TossFault.error("EXCEED_MAX_REFUND_DUE"));
        assertThatExceptionOfType(RefundRefused.class).isThrownBy(() -> this.node.payments.refund(refund));
        servers.toss.undoDeposit(order.value());
        nextMorning();
        difference(DifferenceKind.STATUS, DifferenceState.OPEN, DifferenceDeed.ASKED);
        assertThat(this.node.payments.payment(order).status()).isEqualTo(PaymentStatus.CAPTURED);
    }

    @Test
    void leavesADepositToStaffThatTheBankTookBackAfterAPartWasRefunded() {
        OrderId order = deposited(50_000);
        this.node.payments.refund(this.node.payments.requestRefund(order, new Money(20_000), "취소"));
        servers.clock.advance(Duration.ofMinutes(1));
        servers.toss.undoDeposit(order.value());
        PaymentView before = this.node.payments.payment(order);
        List<MoneyEntry> books = entries(order);
        List<Object> told = this.node.eventsOf(order);
        ComparedDay compared = nextMorning();
        DifferenceView found = difference(DifferenceKind.STATUS, DifferenceState.OPEN, DifferenceDeed.ASKED);
        assertThat(found.theirs()).isEqualTo(new Money(50_000));
        assertThat(found.payment()).isEqualTo(id(order));
        assertThat(found.ourStatus()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(compared.open()).isEqualTo(1);
        assertThat(compared.captured()).isEqualTo(sides(50_000, 50_000));
        assertThat(compared.reversed()).isEqualTo(sides(50_000, 0));
        assertThat(compared.refunded()).isEqualTo(sides(20_000, 20_000));
        assertThat(payments("revert-refused")).isOne();
        assertThat(payments("reverted")).isZero();
        assertThat(this.node.payments.payment(order)).isEqualTo(before);
        assertThat(entries(order)).isEqualTo(books);
        assertThat(this.node.eventsOf(order)).isEqualTo(told);

        assertThat(this.daily.differences.settle(found.id(), "구매자가 다시 이체함", 7, servers.clock.instant())).isTrue();
        assertThat(this.daily.compare(this.day).open()).isZero();
        DifferenceView settled = this.daily.differences(this.day).getFirst();
        assertThat(settled.state()).isEqualTo(DifferenceState.SETTLED_BY_STAFF);
        assertThat(settled.note()).isEqualTo("구매자가 다시 이체함");
        assertThat(entries(order)).isEqualTo(books);
    }

    private List<MoneyEntry> entries(OrderId order) {
        return new MoneyLedger(servers.jdbc).of(id(order));
    }

    private double payments(String outcome) {
        return this.node.meters.counter("ticketblue.payments", "outcome", outcome).count();
    }

    @Test
    void reportsWhatWasGivenBackInTheProvidersOwnPages() {
        OrderId order = servers.captured(this.node, 100_000);
        cancelElsewhere(order, 25_000, 100_000);
        ComparedDay compared = nextMorning();
        assertThat(compared.refunded()).isEqualTo(sides(25_000, 0));
        difference(DifferenceKind.MISSING_REFUND, DifferenceState.OPEN, DifferenceDeed.ASKED);
        assertThat(this.node.payments.payment(order).refunded()).isEqualTo(Money.ZERO);
    }

    @Test
    void entersARefusedRefundThatStaffSentInTheProvidersPages() {
        OrderId order = servers.captured(this.node, 100_000);
        RefundId refund = this.node.payments.requestRefund(order, new Money(25_000), "취소");
        servers.toss.faults().next(TossOperation.CANCEL, TossFault.error("EXCEED_MAX_REFUND_DUE"));
        assertThatExceptionOfType(RefundRefused.class).isThrownBy(() -> this.node.payments.refund(refund));
        cancelElsewhere(order, 25_000, 100_000);
        nextMorning();
        difference(DifferenceKind.MISSING_REFUND, DifferenceState.SETTLED_ITSELF, DifferenceDeed.ENTERED);
        assertThat(this.node.payments.payment(order).refunded()).isEqualTo(new Money(25_000));
        assertThat(servers.toss.refunded(order.value())).isEqualTo(25_000);
    }

    @Test
    void reportsWhatTheProviderNeverDid() {
        OrderId order = servers.captured(this.node, 100_000);
        PaymentId nowhere = copyOf(order);
        PaymentId returned = id(servers.captured(this.node, 30_000));
        enter(nowhere, null, "CAPTURE", 100_000, "TNOWHERE");
        servers.jdbc.sql("""
                INSERT INTO refund (payment_id, amount, reason, status, transaction_key, created_at, ended_at)
                VALUES (?, 5000, 'lost', 'DONE', 'TNEVER', NOW(6), NOW(6))""").param(returned.value()).update();
        enter(returned, refundOf(returned), "REFUND", 5_000, "TNEVER");
        nextMorning();
        assertThat(this.daily.differences(this.day)).extracting(DifferenceView::kind, DifferenceView::state)
            .containsExactlyInAnyOrder(tuple(DifferenceKind.UNKNOWN_CAPTURE, DifferenceState.OPEN),
                    tuple(DifferenceKind.UNKNOWN_REFUND, DifferenceState.OPEN));
        servers.jdbc.sql("DELETE FROM money_entry WHERE transaction_key IN ('TNOWHERE', 'TNEVER')").update();
        assertThat(this.daily.compare(this.day).open()).isZero();
        assertThat(this.daily.differences(this.day)).extracting(DifferenceView::state)
            .containsOnly(DifferenceState.GONE);
    }

    @Test
    void reportsAnotherAmountWhateverThePaymentShows() {
        OrderId order = servers.captured(this.node, 100_000);
        servers.jdbc.sql("UPDATE money_entry SET amount = 99000 WHERE payment_id = ?")
            .param(id(order).value())
            .update();
        nextMorning();
        DifferenceView found = difference(DifferenceKind.AMOUNT, DifferenceState.OPEN, DifferenceDeed.ASKED);
        assertThat(found.theirs()).isEqualTo(new Money(100_000));
        assertThat(found.ours()).isEqualTo(new Money(99_000));
    }

    @ParameterizedTest
    @ValueSource(strings = { "PT1H", "PT0S" })
    void aMovementAtMidnightThatWasEnteredAfterwardsIsNoDifference(Duration edge) {
        servers.clock.advance(Duration.between(servers.clock.instant(),
                this.day.plusDays(1).atStartOfDay(Formats.SEOUL).toInstant().minusSeconds(1)));
        OrderId order = servers.captured(this.node, 100_000);
        servers.jdbc.sql("UPDATE money_entry SET occurred_at = occurred_at + INTERVAL 2 SECOND WHERE payment_id = ?")
            .param(id(order).value())
            .update();
        DailyNode other = new DailyNode(servers, this.node, new ComparedDays(servers.jdbc), (list) -> list, edge, 500);
        DailyNode.tomorrow(servers, LocalTime.of(5, 0));
        DailyNode.tomorrow(servers, LocalTime.of(5, 0));
        assertThat(other.compare(this.day).captured()).isEqualTo(sides(100_000, 0));
        assertThat(other.compare(this.day.plusDays(1)).captured()).isEqualTo(sides(0, 100_000));
        assertThat(other.differences(this.day)).isEmpty();
        assertThat(other.differences(this.day.plusDays(1))).isEmpty();
    }

    @Test
    void whatIsStillUnderWayIsComparedAgainOnceItIsSettled() {
        OrderId order = takenWithoutAnswer(80_000);
        OrderId refunded = servers.captured(this.node, 30_000);
        RefundId refund = this.node.payments.requestRefund(refunded, new Money(30_000), "취소");
        servers.toss.faults().next(TossOperation.CANCEL, TossFault.closeAfter());
        assertThatExceptionOfType(ProviderUnavailable.class).isThrownBy(() -> this.node.payments.refund(refund));
        ComparedDay compared = nextMorning();
        assertThat(compared.underWay()).isEqualTo(2);
        assertThat(compared.differences()).isZero();
        servers.settleEverything(this.node);
        assertThat(this.node.payments.payment(order).status()).isEqualTo(PaymentStatus.CAPTURED);
        servers.clock.advance(Duration.ofHours(1));
        this.daily.comparison.run();
        assertThat(this.daily.day(this.day).underWay()).isZero();
        assertThat(this.daily.day(this.day).captured()).isEqualTo(sides(110_000, 110_000));
        assertThat(this.daily.differences(this.day)).isEmpty();
    }

    @Test
    void asksAboutAPaymentAgainUntilThereIsAnAnswer() {
        OrderId order = servers.captured(this.node, 100_000);
        cancelElsewhere(order, 25_000, 100_000);
        servers.toss.faults().next(TossOperation.LOOKUP, 2, TossFault.error(429, "TOO_MANY_REQUESTS"));
        ComparedDay compared = nextMorning();
        assertThat(compared.status()).isEqualTo(ComparisonStatus.RUNNING);
        assertThat(compared.failure()).contains("1 payments");
        assertThat(this.daily.differences(this.day)).isEmpty();
        for (int i = 0; i < 2; i++) {
            servers.clock.advance(Duration.ofMinutes(1));
            this.daily.comparison.run();
        }
        assertThat(this.daily.day(this.day).status()).isEqualTo(ComparisonStatus.COMPARED);
        difference(DifferenceKind.MISSING_REFUND, DifferenceState.OPEN, DifferenceDeed.ASKED);
    }

    private ComparedDay nextMorning() {
        DailyNode.tomorrow(servers, LocalTime.of(5, 0));
        return this.daily.compare(this.day);
    }

    private DifferenceView difference(DifferenceKind kind, DifferenceState state, DifferenceDeed deed) {
        List<DifferenceView> all = this.daily.differences(this.day);
        assertThat(all).singleElement().satisfies((one) -> {
            assertThat(one.kind()).isEqualTo(kind);
            assertThat(one.state()).isEqualTo(state);
            assertThat(one.deed()).isEqualTo(deed);
        });
        return all.getFirst();
    }

    /** An order that the provider took the money for, which nobody was told. */
    private OrderId takenWithoutAnswer(long amount) {
        OrderId order = servers.started(this.node, amount, TossOutcome.APPROVE);
        servers.toss.faults().next(TossOperation.CONFIRM, TossFault.closeAfter());
        assertThatExceptionOfType(ProviderUnavailable.class).isThrownBy(() -> this.node.payments.settle(order));
        return order;
    }

    /** An order whose deposit came and was entered. */
    private OrderId deposited(long amount) {
        OrderId order = servers.awaited(this.node, amount);
        servers.clock.advance(Duration.ofMinutes(1));
        servers.toss.deposit(order.value(), amount);
        this.node.deposits.look(order);
        servers.clock.advance(Duration.ofMinutes(1));
        return order;
    }

    private void cancelElsewhere(OrderId order, long amount, long balance) {
        servers.clock.advance(Duration.ofMinutes(1));
        servers.cluster.provider()
            .cancel(new Cancellation(key(order), new Money(amount), new Money(balance), "상점 관리자", null),
                    "elsewhere-" + order);
    }

    /** A payment in our books that the provider has never heard of. */
    private PaymentId copyOf(OrderId order) {
        servers.jdbc
            .sql("""
                    INSERT INTO payment (order_id, reference, status, amount, customer_key, order_name, pay_before, payment_key,
                        started_at, approved_at, created_at)
                    SELECT CONCAT(order_id, 'x'), :reference, status, amount, customer_key, order_name, pay_before,
                        CONCAT(payment_key, 'x'), started_at, approved_at, created_at
                    FROM payment WHERE order_id = :order""")
            .params(Map.of("reference", servers.newReference(), "order", order.value()))
            .update();
        return id(new OrderId(order.value() + "x"));
    }

    private void enter(PaymentId payment, @Nullable RefundId refund, String kind, long amount, String key) {
        new MoneyLedger(servers.jdbc).enter(payment, refund, MoneyKind.valueOf(kind), new Money(amount), key,
                servers.clock.instant(), servers.clock.instant());
    }

    private RefundId refundOf(PaymentId payment) {
        return servers.jdbc.sql("SELECT id FROM refund WHERE payment_id = ?")
            .param(payment.value())
            .query((row, number) -> new RefundId(row.getLong(1)))
            .single();
    }

    private PaymentId id(OrderId order) {
        return this.node.payments.payment(order).id();
    }

    private String key(OrderId order) {
        return String.valueOf(this.node.payments.payment(order).paymentKey());
    }

    private static long lookUps() {
        return servers.toss.calls().stream().filter((call) -> call.operation() == TossOperation.LOOKUP).count();
    }

    private static long count(String table) {
        return servers.jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
    }

    private static ComparedDay.Sides sides(long theirs, long ours) {
        return new ComparedDay.Sides(new Money(theirs), new Money(ours));
    }

}
