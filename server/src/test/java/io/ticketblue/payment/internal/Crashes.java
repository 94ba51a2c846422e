package io.ticketblue.payment.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.ticketblue.payment.OrderId;
import io.ticketblue.shared.Money;

/**
 * Ends the "process" at one chosen step: before or after a call to the provider, or while
 * listeners hear of the result, which is inside the transaction that writes it.
 */
final class Crashes {

    private final AtomicInteger steps = new AtomicInteger();

    private final int fatal;

    /**
     * @param fatal the step that does not come back, counted from 1; 0 for none
     */
    Crashes(int fatal) {
        this.fatal = fatal;
    }

    void step() {
        if (this.steps.incrementAndGet() == this.fatal) {
            throw new Crash();
        }
    }

    int steps() {
        return this.steps.get();
    }

    PaymentProvider around(PaymentProvider provider) {
        return new PaymentProvider() {

            @Override
            public ProviderAnswer confirm(String paymentKey, OrderId order, Money amount, String idempotencyKey) {
                return call(() -> provider.confirm(paymentKey, order, amount, idempotencyKey));
            }

            @Override
            public ProviderAnswer payment(String paymentKey) {
                return call(() -> provider.payment(paymentKey));
            }

            @Override
            public ProviderAnswer cancel(Cancellation cancellation, String idempotencyKey) {
                return call(() -> provider.cancel(cancellation, idempotencyKey));
            }

        };
    }

    private ProviderAnswer call(Supplier<ProviderAnswer> call) {
        step();
        ProviderAnswer answer = call.get();
        step();
        return answer;
    }

    /** Stands for the end of the process: nothing in the application catches an error. */
    static final class Crash extends Error {

        Crash() {
            super("The process ended here");
        }

    }

}
