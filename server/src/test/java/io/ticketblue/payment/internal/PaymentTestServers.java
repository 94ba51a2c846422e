package io.ticketblue.payment.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import com.zaxxer.hikari.HikariDataSource;
import io.ticketblue.StandingClock;
import io.ticketblue.TestServers;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.embedded.toss.TossSimulatorSettings;
import io.ticketblue.payment.DepositTerms;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PrepareOrder;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Money;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A database with the schema, a simulator of the provider, and a clock that both obey.
 */
final class PaymentTestServers implements AutoCloseable {

    final StandingClock clock = new StandingClock();

    final TossSimulator toss = TossSimulator.start(TossSimulatorSettings.defaults().withClock(this.clock));

    final HikariDataSource dataSource = new HikariDataSource();

    final JdbcClient jdbc;

    final PlatformTransactionManager transactions;

    final PaymentNode.Cluster cluster;

    private final AtomicLong references = new AtomicLong();

    PaymentTestServers() {
        Map<String, Object> properties = TestServers.properties();
        this.dataSource.setJdbcUrl((String) properties.get("spring.datasource.url"));
        this.dataSource.setUsername((String) properties.get("spring.datasource.username"));
        this.dataSource.setPassword((String) properties.get("spring.datasource.password"));
        this.dataSource.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        this.dataSource.setMaximumPoolSize(20);
        Flyway.configure().dataSource(this.dataSource).locations("classpath:db/migration").load().migrate();
        this.jdbc = JdbcClient.create(this.dataSource);
        this.transactions = new JdbcTransactionManager(this.dataSource);
        this.cluster = new PaymentNode.Cluster(this.jdbc, this.transactions, this.toss, this.clock);
    }

    long newReference() {
        return this.references.incrementAndGet();
    }

    PrepareOrder order(long amount) {
        return order(newReference(), amount);
    }

    PrepareOrder order(long reference, long amount) {
        return new PrepareOrder(reference, "buyer-7f3a", new Money(amount), "안개 주파수 2매",
                this.clock.instant().plus(Duration.ofMinutes(7)), null);
    }

    /** An order that may be paid by transfer within three hours. */
    PrepareOrder transfer(long amount) {
        return new PrepareOrder(newReference(), "buyer-7f3a", new Money(amount), "안개 주파수 2매",
                this.clock.instant().plus(Duration.ofMinutes(7)),
                new DepositTerms(this.clock.instant().plus(Duration.ofHours(3)),
                        new RefundAccount("20", "1002-123-456789", "김하늘")));
    }

    /** An order whose buyer has chosen to transfer the money, and that was started. */
    OrderId startedTransfer(PaymentNode node, long amount) {
        OrderId order = node.payments.prepare(transfer(amount)).orderId();
        String key = this.toss.payByTransfer(order.value(), amount);
        node.payments.start(new StartPayment(order, key, new Money(amount)));
        return order;
    }

    /** An order whose account waits for the money. */
    OrderId awaited(PaymentNode node, long amount) {
        OrderId order = startedTransfer(node, amount);
        node.payments.settle(order);
        return order;
    }

    /** An order that its buyer has approved in the window, and that was started. */
    OrderId started(PaymentNode node, long amount, TossOutcome outcome) {
        OrderId order = node.payments.prepare(order(amount)).orderId();
        String key = this.toss.pay(order.value(), amount, outcome);
        node.payments.start(new StartPayment(order, key, new Money(amount)));
        return order;
    }

    OrderId captured(PaymentNode node, long amount) {
        OrderId order = started(node, amount, TossOutcome.APPROVE);
        node.payments.settle(order);
        return order;
    }

    /**
     * Reconciles again and again as the schedule does, an hour in a second, until nothing
     * is left open.
     */
    void settleEverything(PaymentNode node) {
        Awaitility.await().pollInSameThread().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
            node.payments.reconcile();
            this.clock.advance(Duration.ofMinutes(1));
            return node.ledger.countUnsettled() + node.refunds.countUnsettled() == 0;
        });
    }

    /** What the provider holds of an order. */
    long heldByProvider(OrderId order) {
        return this.toss.captured(order.value()) - this.toss.refunded(order.value());
    }

    @Override
    public void close() {
        this.dataSource.close();
        this.toss.close();
    }

}
