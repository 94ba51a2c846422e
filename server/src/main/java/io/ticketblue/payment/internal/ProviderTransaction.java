package io.ticketblue.payment.internal;

import java.time.Instant;

/**
 * Something that happened to a payment, as the provider lists it.
 *
 * @param paymentKey the provider's name of the payment, 1 to 200 ASCII characters
 * @param transactionKey its name of what happened, 1 to 200 ASCII characters
 * @param orderId the shop's name of the order, at most 64 characters
 * @param status how the payment stood afterwards: {@code DONE}, {@code CANCELED}, …; at
 * most 30 ASCII characters
 * @param amount whole won, 0 or more, also of what was given back
 * @param at when, by the provider's clock
 */
record ProviderTransaction(String paymentKey, String transactionKey, String orderId, String status, long amount,
        Instant at) {
}
