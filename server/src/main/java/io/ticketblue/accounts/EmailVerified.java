package io.ticketblue.accounts;

import java.time.Instant;

/**
 * The address of an account was verified, or counts as verified from its beginning. Told
 * once for each account.
 *
 * @param account whose
 * @param at when
 */
public record EmailVerified(AccountId account, Instant at) {
}
