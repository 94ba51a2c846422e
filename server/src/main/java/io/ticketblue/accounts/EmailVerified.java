package io.ticketblue.accounts;

import java.time.Instant;

/**
 * The address of an account was verified, or counts as verified from its beginning. Told
 * once for each account.
 */
public record EmailVerified(AccountId account, Instant at) {
}
