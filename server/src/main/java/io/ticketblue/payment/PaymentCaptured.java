package io.ticketblue.payment;

/**
 * The money was taken. Published in the transaction that writes it down, and heard there,
 * so that a captured payment and what it pays for are never apart.
 *
 * @param payment the payment as it is now
 */
public record PaymentCaptured(PaymentView payment) {
}
