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
 */
public record MoneyMovement(long entry, long reference, MoneyKind kind, Money amount, Instant at) {
}
