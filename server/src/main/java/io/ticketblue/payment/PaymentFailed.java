package io.ticketblue.payment;

/**
 * The provider refused or the time ran out; nothing was taken. Published in the
 * transaction that writes it down, and heard there.
 *
 * @param payment the payment as it is now
 */
public record PaymentFailed(PaymentView payment) {
}
