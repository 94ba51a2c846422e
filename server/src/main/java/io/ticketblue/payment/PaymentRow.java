package io.ticketblue.payment;

import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A payment with what only this module needs to know.
 *
 * @param view what others see
 * @param captured what the provider took
 * @param balance what the provider still has of it, as far as our books know
 * @param reserved how much of it was promised to go back, including what has, or is kept
 * as a fee
 * @param calls how often the provider was to be asked to take the money
 * @param confirmKey which idempotency key to use
 * @param failureMessage why the provider refused, for people
 */
record PaymentRow(PaymentView view, Money captured, Money balance, Money reserved, int calls, int confirmKey,
        @Nullable String failureMessage) {

    PaymentId id() {
        return this.view.id();
    }

    PaymentStatus status() {
        return this.view.status();
    }

    /** The provider's name of a payment that was started. */
    String paymentKey() {
        String key = this.view.paymentKey();
        if (key == null) {
            throw new IllegalStateException("Order " + this.view.orderId() + " was never started");
        }
        return key;
    }

    boolean isPaidWith(String paymentKey) {
        return paymentKey.equals(this.view.paymentKey());
    }

    Money refundable() {
        return this.captured.minus(this.reserved);
    }

    String idempotencyKey() {
        return "confirm-" + this.view.orderId() + "-" + this.confirmKey;
    }

}
