package io.ticketblue.payment;

import java.time.Instant;

import io.ticketblue.shared.Money;

/**
 * What shall be paid for. The amount is frozen here.
 *
 * @param reference what is paid for, in the caller's own numbers
 * @param customerKey names the buyer to the provider, 2 to 50 characters
 * @param amount how much, at least 100 won
 * @param orderName what the buyer reads in the payment window, 1 to 100 characters
 * @param payBefore when the order dies if it is not paid
 */
public record PrepareOrder(long reference, String customerKey, Money amount, String orderName, Instant payBefore) {
}
