package io.ticketblue.payment;

import java.time.Instant;

import io.ticketblue.shared.Money;

/**
 * A payment as staff see it.
 *
 * @param payment the payment
 * @param orderedAt when the order was written down
 * @param refundable how much of it may still go back
 */
public record PaymentRecord(PaymentView payment, Instant orderedAt, Money refundable) {
}
