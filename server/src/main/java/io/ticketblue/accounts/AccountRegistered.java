package io.ticketblue.accounts;

import java.time.Instant;

/**
 * Somebody has a new account.
 *
 * @param account whose
 * @param role what it may do
 * @param verified whether its address counts as verified from the beginning
 * @param at when
 */
public record AccountRegistered(AccountId account, Role role, boolean verified, Instant at) {
}
