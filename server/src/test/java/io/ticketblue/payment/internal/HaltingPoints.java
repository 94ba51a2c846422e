package io.ticketblue.payment.internal;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentCaptured;
import io.ticketblue.payment.PaymentRefunded;
import io.ticketblue.shared.Money;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Ends a server process between two steps, for tests that start one with the property
 * {@value #PROPERTY}: points divided by commas. Each point keeps the first thread that
 * reaches it and lets all others pass; as soon as every point has one, the process halts
 * with the exit code {@value #EXIT}, so that one death strikes at all the points.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(HaltingPoints.PROPERTY)
public class HaltingPoints {

    /** Names the points. */
    public static final String PROPERTY = "test.halt-at";

    /** What the process ends with. */
    public static final int EXIT = 86;

    /** The order is CONFIRMING, and nothing has been done about it. */
    public static final String STARTED = "started";

    /** The next step is to ask the provider to take the money. */
    public static final String BEFORE_CONFIRM = "before-confirm";

    /** The provider has taken the money. */
    public static final String AFTER_CONFIRM = "after-confirm";

    /** Everything is written, and the next step is to commit that the money was taken. */
    public static final String BEFORE_CAPTURE_COMMIT = "before-capture-commit";

    /** It is committed that the money was taken, and nobody was told. */
    public static final String AFTER_CAPTURE_COMMIT = "after-capture-commit";

    /** The cancellation is committed, and nothing has been done about its refund. */
    public static final String CANCELLED = "cancelled";

    /** The next step is to ask the provider to send the money back. */
    public static final String BEFORE_REFUND = "before-refund";

    /** The provider has sent the money back. */
    public static final String AFTER_REFUND = "after-refund";

    /** Everything is written, and the next step is to commit that the money went back. */
    public static final String BEFORE_REFUND_COMMIT = "before-refund-commit";

    private final Set<String> free = ConcurrentHashMap.newKeySet();

    private final AtomicInteger left;

    HaltingPoints(Environment environment) {
        this.free.addAll(Set.of(environment.getRequiredProperty(PROPERTY).split(",")));
        this.left = new AtomicInteger(this.free.size());
    }

    private void reach(String point) {
        if (!this.free.remove(point)) {
            return;
        }
        if (this.left.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(EXIT);
        }
        try {
            new CountDownLatch(1).await();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @EventListener
    void on(PaymentCaptured event) {
        aroundCommit(BEFORE_CAPTURE_COMMIT, AFTER_CAPTURE_COMMIT);
    }

    @EventListener
    void on(PaymentRefunded event) {
        aroundCommit(BEFORE_REFUND_COMMIT, "after-refund-commit");
    }

    private void aroundCommit(String before, String after) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

            @Override
            public void beforeCommit(boolean readOnly) {
                reach(before);
            }

            @Override
            public void afterCommit() {
                reach(after);
            }

        });
    }

    @Bean
    static BeanPostProcessor haltingParts(ObjectProvider<HaltingPoints> points, ObjectProvider<JdbcClient> sql) {
        return new BeanPostProcessor() {

            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                return switch (bean) {
                    case TossPayments toss -> new Provider(toss, points);
                    case PaymentLedger ledger -> new Ledger(sql.getObject(), points);
                    case RefundLedger ledger -> new Refunds(sql.getObject(), points);
                    default -> bean;
                };
            }

        };
    }

    private record Provider(TossPayments provider,
            ObjectProvider<HaltingPoints> points) implements PaymentProvider, ProviderList {

        @Override
        public Answer list(Instant from, Instant until, @Nullable String after, int most) {
            return this.provider.list(from, until, after, most);
        }

        @Override
        public ProviderAnswer confirm(String paymentKey, OrderId order, Money amount, String idempotencyKey) {
            this.points.getObject().reach(BEFORE_CONFIRM);
            ProviderAnswer answer = this.provider.confirm(paymentKey, order, amount, idempotencyKey);
            this.points.getObject().reach(AFTER_CONFIRM);
            return answer;
        }

        @Override
        public ProviderAnswer payment(String paymentKey) {
            return this.provider.payment(paymentKey);
        }

        @Override
        public ProviderAnswer cancel(Cancellation cancellation, String idempotencyKey) {
            this.points.getObject().reach(BEFORE_REFUND);
            ProviderAnswer answer = this.provider.cancel(cancellation, idempotencyKey);
            this.points.getObject().reach(AFTER_REFUND);
            return answer;
        }

    }

    static class Ledger extends PaymentLedger {

        private final ObjectProvider<HaltingPoints> points;

        Ledger(JdbcClient sql, ObjectProvider<HaltingPoints> points) {
            super(sql);
            this.points = points;
        }

        @Override
        boolean claim(PaymentRow row, Instant nextAttempt) {
            this.points.getObject().reach(STARTED);
            return super.claim(row, nextAttempt);
        }

    }

    static class Refunds extends RefundLedger {

        private final ObjectProvider<HaltingPoints> points;

        Refunds(JdbcClient sql, ObjectProvider<HaltingPoints> points) {
            super(sql);
            this.points = points;
        }

        @Override
        boolean claim(RefundRow row, Instant nextAttempt) {
            this.points.getObject().reach(CANCELLED);
            return super.claim(row, nextAttempt);
        }

    }

}
