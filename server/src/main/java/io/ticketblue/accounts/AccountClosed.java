package io.ticketblue.accounts;

import java.time.Instant;

/**
 * Somebody withdrew. What is personal is erased already; who keeps more of it erases that
 * on hearing this.
 *
 * @param account whose
 * @param at when
 */
public record AccountClosed(AccountId account, Instant at) {
}
