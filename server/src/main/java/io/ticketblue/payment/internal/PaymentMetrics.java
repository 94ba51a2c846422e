package io.ticketblue.payment.internal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * Counts what came of payments and refunds, and shows how many are not settled: those
 * numbers go back to 0 by themselves unless something is wrong, but for the refunds that
 * are owed, which wait for staff.
 */
@Component
public class PaymentMetrics {

    private final MeterRegistry registry;

    PaymentMetrics(MeterRegistry registry, PaymentLedger payments, RefundLedger refunds) {
        this.registry = registry;
        Gauge.builder("ticketblue.payments.unsettled", payments, PaymentLedger::countUnsettled)
            .description("Payments that the provider was asked to take, without a result yet")
            .register(registry);
        Gauge.builder("ticketblue.deposits.awaited", payments, PaymentLedger::countAwaited)
            .description("Accounts that wait for their buyer's money")
            .register(registry);
        Gauge.builder("ticketblue.refunds.unsettled", refunds, RefundLedger::countUnsettled)
            .description("Refunds that have not gone back yet")
            .register(registry);
        Gauge.builder("ticketblue.refunds.owed", refunds, RefundLedger::countOwed)
            .description("Refunds that the provider refused and staff have not settled")
            .register(registry);
    }

    /**
     * One payment was captured, awaits its deposit or was reverted to that, has failed,
     * was captured late, took something wrong, or is unknown.
     */
    void payment(String outcome) {
        this.registry.counter("ticketblue.payments", "outcome", outcome).increment();
    }

    /** One refund was done, refused, or is unknown. */
    public void refund(String outcome) {
        this.registry.counter("ticketblue.refunds", "outcome", outcome).increment();
    }

}
