package io.ticketblue.payment.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Optional;

import io.ticketblue.payment.OrderId;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The parts of the module that stand still at {@link HaltingPoints}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(HaltingPoints.THREADS)
class HaltingParts {

    @Bean
    static BeanPostProcessor standingStill(ObjectProvider<HaltingPoints> points, ObjectProvider<JdbcClient> sql) {
        return new BeanPostProcessor() {

            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                return switch (bean) {
                    case PaymentProvider provider -> halting(provider, points);
                    case PaymentLedger ledger -> new Ledger(sql.getObject(), points);
                    case RefundLedger ledger -> new Refunds(sql.getObject(), points);
                    case NoticeInbox inbox -> new Inbox(sql.getObject(), points);
                    default -> bean;
                };
            }

        };
    }

    /** The provider with all its faces. */
    private static Object halting(PaymentProvider provider, ObjectProvider<HaltingPoints> points) {
        return Proxy.newProxyInstance(PaymentProvider.class.getClassLoader(), provider.getClass().getInterfaces(),
                (proxy, method, arguments) -> {
                    String[] around = switch (method.getName()) {
                        case "confirm" -> new String[] { HaltingPoints.BEFORE_CONFIRM, HaltingPoints.AFTER_CONFIRM };
                        case "cancel" -> new String[] { HaltingPoints.BEFORE_REFUND, HaltingPoints.AFTER_REFUND };
                        case "payment" -> Thread.currentThread().getName().startsWith("notice-")
                                ? new String[] { HaltingPoints.NOTICE_BEFORE_LOOK, HaltingPoints.NOTICE_AFTER_LOOK }
                                : new String[0];
                        default -> new String[0];
                    };
                    if (around.length > 0) {
                        points.getObject().reach(around[0]);
                    }
                    try {
                        return method.invoke(provider, arguments);
                    }
                    catch (InvocationTargetException ex) {
                        throw ex.getCause();
                    }
                    finally {
                        if (around.length > 0) {
                            points.getObject().reach(around[1]);
                        }
                    }
                });
    }

    static class Ledger extends PaymentLedger {

        private final ObjectProvider<HaltingPoints> points;

        Ledger(JdbcClient sql, ObjectProvider<HaltingPoints> points) {
            super(sql);
            this.points = points;
        }

        @Override
        boolean claim(PaymentRow row, Instant nextAttempt) {
            this.points.getObject().reach(HaltingPoints.STARTED);
            return super.claim(row, nextAttempt);
        }

        @Override
        boolean captureLate(PaymentRow row, ProviderPayment shown, Instant now) {
            boolean captured = super.captureLate(row, shown, now);
            if (captured) {
                this.points.getObject().aroundCommit(HaltingPoints.BEFORE_LATE_COMMIT, HaltingPoints.AFTER_LATE_COMMIT);
            }
            return captured;
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
            this.points.getObject().reach(HaltingPoints.CANCELLED);
            return super.claim(row, nextAttempt);
        }

    }

    static class Inbox extends NoticeInbox {

        private final ObjectProvider<HaltingPoints> points;

        Inbox(JdbcClient sql, ObjectProvider<HaltingPoints> points) {
            super(sql);
            this.points = points;
        }

        @Override
        boolean add(Notice notice, OrderId order, int most, Instant now, Instant nextAttempt) {
            boolean added = super.add(notice, order, most, now, nextAttempt);
            this.points.getObject().reach(HaltingPoints.NOTICE_KEPT);
            return added;
        }

        @Override
        Optional<Waiting> find(String transmissionId) {
            this.points.getObject().reach(HaltingPoints.NOTICE_ANSWERED);
            return super.find(transmissionId);
        }

        @Override
        boolean done(Waiting notice, String outcome) {
            this.points.getObject().reach(HaltingPoints.NOTICE_WORKED_ON);
            return super.done(notice, outcome);
        }

    }

}
