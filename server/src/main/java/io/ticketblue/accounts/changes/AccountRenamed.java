package io.ticketblue.accounts.changes;

import java.time.Instant;

import io.ticketblue.accounts.AccountId;

/**
 * Somebody changed the name of the account.
 *
 * @param account whose
 * @param at when
 */
public record AccountRenamed(AccountId account, Instant at) {
}
