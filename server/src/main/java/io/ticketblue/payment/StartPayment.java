package io.ticketblue.payment;

import io.ticketblue.shared.Money;

/**
 * What the buyer's browser brings back from the payment window.
 *
 * @param orderId the order
 * @param paymentKey the provider's name of the payment, 1 to 200 characters
 * @param amount the amount as the browser says, compared with the frozen one
 */
public record StartPayment(OrderId orderId, String paymentKey, Money amount) {
}
