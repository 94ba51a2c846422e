package io.ticketblue.payment.internal;

import io.ticketblue.payment.OrderId;
import io.ticketblue.shared.Money;

/**
 * Takes money and gives it back. No call throws because of what the provider answers or
 * fails to answer. A POST that is repeated with its idempotency key is carried out once.
 */
interface PaymentProvider {

    /**
     * Takes the money of a payment that the buyer has approved.
     */
    ProviderAnswer confirm(String paymentKey, OrderId order, Money amount, String idempotencyKey);

    /**
     * Shows a payment as the provider has it now.
     */
    ProviderAnswer payment(String paymentKey);

    /**
     * Gives money back, or closes an account that waits for money.
     */
    ProviderAnswer cancel(Cancellation cancellation, String idempotencyKey);

}
