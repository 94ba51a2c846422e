package io.ticketblue.payment;

import java.time.Instant;

import io.ticketblue.shared.Money;

/**
 * An entry of the money ledger, with what was paid for.
 *
 * @param entry the number of the entry
 * @param reference what was paid for, in the caller's own numbers
 * @param kind what it stands for
 * @param amount how much
 * @param at when it took place
 * @param astray whether it is money that was taken although its payment failed: nothing
 * was bought with it, and all of it goes back
 */
public record MoneyMovement(long entry, long reference, MoneyKind kind, Money amount, Instant at, boolean astray) {
}
