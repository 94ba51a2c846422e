package io.ticketblue.accounts;

import java.time.Instant;

/**
 * Somebody has a new account.
 *
 * @param account whose
 * @param role what it may do
 * @param at when
 */
public record AccountRegistered(AccountId account, Role role, Instant at) {
}
