package io.ticketblue.payment;

/**
 * Money that was counted as deposited did not stay: the bank took it back, and the
 * account waits again. Published in the transaction that writes it down, and heard there.
 * Later either {@link PaymentCaptured} or {@link PaymentFailed} follows.
 *
 * @param payment the payment as it is now, with its account
 */
public record DepositReverted(PaymentView payment) {
}
