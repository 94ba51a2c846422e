package io.ticketblue.payment.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.ticketblue.Together;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentCaptured;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.shared.InvalidRequest;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the provider's notices lead to, and what forged ones do not. */
class NoticesIntegrationTests {

    private static final PaymentTestServers servers = new PaymentTestServers();

    private final PaymentNode node = servers.cluster.node();

    @AfterEach
    void nothingIsLeftOpen() {
        servers.clock.advance(Duration.ofHours(4));
        servers.settleEverything(this.node);
        this.node.notices.destroy();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void aNoticeLeadsToTheMoney() {
        OrderId order = deposited();
        this.node.notices.receive(deposit(UUID.randomUUID().toString(), order, secret(order)));
        awaitCaptured(order);
    }

    @Test
    void repetitionsAreKeptOnceAndCaptureOnce() {
        OrderId order = deposited();
        Notice notice = deposit(UUID.randomUUID().toString(), order, secret(order));
        IntStream.range(0, 20).parallel().forEach((i) -> this.node.notices.receive(notice));
        awaitCaptured(order);
        this.node.notices.receive(notice);
        assertThat(servers.jdbc.sql("SELECT COUNT(*) FROM payment_notice WHERE order_id = ?")
            .param(order.value())
            .query(Integer.class)
            .single()).isOne();
        assertThat(this.node.eventsOf(order).stream().filter(PaymentCaptured.class::isInstance)).hasSize(1);
        assertThat(count("repeated")).isEqualTo(20);
    }

    @Test
    void twoNodesThatLookAtOnceCaptureOnce() {
        OrderId order = deposited();
        assertThat(capturesOfTwoNodes(order, PaymentLedger::new)).isOne();
    }

    /** The control: trusts what it read before it asked. */
    @Test
    void withoutTheGuardTwoNodesCaptureTwice() {
        OrderId order = deposited();
        assertThat(capturesOfTwoNodes(order, LedgerVariants.UnguardedDeposit::new)).isEqualTo(2);
    }

    /** Both have the provider's answer before either writes it. */
    private static long capturesOfTwoNodes(OrderId order, Function<JdbcClient, PaymentLedger> ledger) {
        CyclicBarrier bothKnow = new CyclicBarrier(2);
        Queue<PaymentNode> nodes = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 2; i++) {
            nodes.add(servers.cluster.node(ledger.apply(servers.jdbc), new RefundLedger(servers.jdbc),
                    (provider) -> new LedgerVariants.Waiting(provider, bothKnow), (event) -> {
                    }));
        }
        List<PaymentNode> all = List.copyOf(nodes);
        Together.run(2, () -> nodes.remove().deposits.look(order));
        return all.stream()
            .flatMap((each) -> each.eventsOf(order).stream())
            .filter(PaymentCaptured.class::isInstance)
            .count();
    }

    @Test
    void aWrongSecretHasNoEffect() {
        OrderId order = deposited();
        int calls = servers.toss.calls().size();
        this.node.notices.receive(deposit("forged-" + order, order, "ps_guessed"));
        Awaitility.await().until(() -> count("forged") == 1);
        assertThat(servers.toss.calls()).hasSize(calls);
        assertThat(this.node.payments.payment(order).status()).isEqualTo(PaymentStatus.AWAITING_DEPOSIT);
    }

    @Test
    void aClaimThatTheProviderDoesNotShareHasNoEffect() {
        OrderId order = servers.awaited(this.node, 50_000);
        this.node.notices.receive(changed("claim-" + order, order));
        Awaitility.await().until(() -> count("looked") == 1);
        assertThat(this.node.payments.payment(order).status()).isEqualTo(PaymentStatus.AWAITING_DEPOSIT);
    }

    @Test
    void aFloodOfUnprovenNoticesAsksTheProviderAFewTimesOnly() {
        OrderId order = servers.awaited(this.node, 50_000);
        int calls = servers.toss.calls().size();
        for (int i = 0; i < 500; i++) {
            this.node.notices.receive(changed("flood-" + i + "-" + order, order));
        }
        for (int i = 0; i < 5; i++) {
            this.node.notices.takeUp();
        }
        assertThat(servers.toss.calls().size() - calls).isLessThanOrEqualTo(31);
        assertThat(servers.jdbc.sql("SELECT COUNT(*) FROM payment_notice WHERE order_id = ? AND status = 'NEW'")
            .param(order.value())
            .query(Integer.class)
            .single()).isLessThanOrEqualTo(Notices.MOST_WAITING + 2);
    }

    @Test
    void aNoticeBeforeTheAnswerOfTheConfirmationWaitsForIt() {
        OrderId order = servers.startedTransfer(this.node, 50_000);
        this.node.notices.receive(deposit("early-" + order, order, "ps_not_known_yet"));
        Awaitility.await().until(() -> attempts(order) == 1);
        this.node.payments.settle(order);
        servers.toss.deposit(order.value(), 50_000);
        servers.jdbc.sql("UPDATE payment_notice SET secret = ? WHERE order_id = ?")
            .params(secret(order), order.value())
            .update();
        servers.clock.advance(Duration.ofMinutes(1));
        this.node.notices.takeUp();
        awaitCaptured(order);
    }

    @Test
    void whatACrashLeftIsTakenUp() {
        OrderId order = deposited();
        Notice notice = deposit("left-" + order, order, secret(order));
        // Kept, and then the process ended.
        new NoticeInbox(servers.jdbc).add(notice, order, 5, servers.clock.instant(), servers.clock.instant());
        servers.cluster.node().notices.takeUp();
        awaitCaptured(order);
    }

    @Test
    void aRevertedDepositIsNoticed() {
        OrderId order = deposited();
        this.node.notices.receive(deposit("first-" + order, order, secret(order)));
        awaitCaptured(order);
        servers.toss.undoDeposit(order.value());
        this.node.notices.receive(deposit("second-" + order, order, secret(order)));
        Awaitility.await().until(() -> this.node.payments.payment(order).status() == PaymentStatus.AWAITING_DEPOSIT);
    }

    @Test
    void nothingIsKeptOfOrdersThatAreNotOurs() {
        this.node.notices.receive(deposit("x-" + UUID.randomUUID(), new OrderId("somebody-elses"), "ps_x"));
        OrderId ready = this.node.payments.prepare(servers.transfer(50_000)).orderId();
        this.node.notices.receive(changed("y-" + UUID.randomUUID(), ready));
        assertThat(count("unknown")).isEqualTo(2);
        assertThat(servers.jdbc.sql("SELECT COUNT(*) FROM payment_notice WHERE order_id IN (?, ?)")
            .params("somebody-elses", ready.value())
            .query(Integer.class)
            .single()).isZero();
    }

    @Test
    void paymentsByCardAreNotAskedAbout() {
        OrderId order = servers.captured(this.node, 50_000);
        long lookups = lookups();
        this.node.notices.receive(changed("card-" + order, order));
        Awaitility.await().until(() -> count("useless") == 1);
        assertThat(lookups()).isEqualTo(lookups);
    }

    @Test
    void forgetsOldNotices() {
        OrderId order = deposited();
        this.node.notices.receive(deposit("old-" + order, order, secret(order)));
        awaitCaptured(order);
        Awaitility.await().until(() -> count("looked") == 1);
        servers.clock.advance(Duration.ofDays(15));
        this.node.notices.takeUp();
        assertThat(attempts(order)).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            not json | body
            [1] | body
            {} | secret
            {"secret": "s"} | status
            {"secret": "s", "status": "DONE"} | orderId
            {"secret": "s", "status": "DONE", "orderId": "a b"} | orderId
            {"secret": 1, "status": "DONE", "orderId": "order-0001"} | secret
            {"eventType": 5} | eventType
            {"eventType": "PAYMENT_STATUS_CHANGED"} | data.orderId
            {"eventType": "PAYMENT_STATUS_CHANGED", "data": {"orderId": null}} | data.orderId
            """)
    void garbageIsRefusedByName(String body, String field) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> read("id", body))
            .satisfies((problem) -> assertThat(problem.fields()).extracting(InvalidRequest.Field::name)
                .containsExactly(field));
    }

    @Test
    void whatHasNoNameIsNamedByItsContent() {
        Notice first = read(null, "{\"eventType\": \"CUSTOMER_STATUS_CHANGED\"}");
        assertThat(first.order()).isNull();
        assertThat(first.transmissionId())
            .isEqualTo(read("", "{\"eventType\": \"CUSTOMER_STATUS_CHANGED\"}").transmissionId())
            .startsWith("sha256-");
        assertThat(read("id-1", "{\"eventType\": \"METHOD_UPDATED\"}").transmissionId()).isEqualTo("id-1");
    }

    private static Notice read(@Nullable String id, String body) {
        return Notice.read(id, body.getBytes(StandardCharsets.UTF_8));
    }

    private OrderId deposited() {
        OrderId order = servers.awaited(this.node, 50_000);
        servers.toss.deposit(order.value(), 50_000);
        return order;
    }

    private String secret(OrderId order) {
        return servers.jdbc.sql("SELECT deposit_secret FROM payment WHERE order_id = ?")
            .param(order.value())
            .query(String.class)
            .single();
    }

    private static Notice deposit(String id, OrderId order, String secret) {
        return read(id, "{\"createdAt\": \"2026-12-24T19:30:00+09:00\", \"secret\": \"" + secret
                + "\", \"status\": \"DONE\", \"transactionKey\": \"T\", \"orderId\": \"" + order + "\"}");
    }

    private static Notice changed(String id, OrderId order) {
        return read(id, "{\"eventType\": \"PAYMENT_STATUS_CHANGED\", \"createdAt\": \"2026-12-24T19:30:00+09:00\", "
                + "\"data\": {\"status\": \"DONE\", \"orderId\": \"" + order + "\"}}");
    }

    private void awaitCaptured(OrderId order) {
        Awaitility.await().until(() -> this.node.payments.payment(order).status() == PaymentStatus.CAPTURED);
    }

    private int attempts(OrderId order) {
        return servers.jdbc.sql("SELECT COALESCE(MAX(attempts), 0) FROM payment_notice WHERE order_id = ?")
            .param(order.value())
            .query(Integer.class)
            .single();
    }

    private double count(String outcome) {
        return this.node.meters.counter("ticketblue.payment.notices", "outcome", outcome).count();
    }

    private static long lookups() {
        return servers.toss.calls().stream().filter((call) -> call.operation() == TossOperation.LOOKUP).count();
    }

}
