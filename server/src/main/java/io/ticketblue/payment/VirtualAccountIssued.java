package io.ticketblue.payment;

/**
 * An account was made for the order, and waits for the buyer's money. Published in the
 * transaction that writes it down, and heard there. Later either {@link PaymentCaptured}
 * or {@link PaymentFailed} follows.
 *
 * @param payment the payment as it is now, with its account
 */
public record VirtualAccountIssued(PaymentView payment) {
}
