package io.ticketblue.payment;

import io.ticketblue.shared.Money;

/**
 * Money went back to the buyer. Published in the transaction that writes it down.
 *
 * @param payment the payment as it is now
 * @param refund which refund
 * @param amount how much went back this time
 */
public record PaymentRefunded(PaymentView payment, RefundId refund, Money amount) {
}
