package io.ticketblue.payment.internal;

import io.ticketblue.payment.RefundAccount;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * What the provider is asked to give back.
 *
 * @param balance what is left to give back before the call; the provider refuses if it is
 * not so
 * @param to the buyer's account, for money that was deposited; without it the provider
 * closes an account that waits, and refuses once the money is there
 */
record Cancellation(String paymentKey, Money amount, Money balance, String reason, @Nullable RefundAccount to) {
}
