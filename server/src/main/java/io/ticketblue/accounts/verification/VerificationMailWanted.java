package io.ticketblue.accounts.verification;

import java.time.Instant;
import java.util.UUID;

import io.ticketblue.accounts.AccountId;

/**
 * Somebody asked for another mail that verifies an address.
 *
 * @param eventId the same however often the event is delivered
 * @param account whose address
 */
record VerificationMailWanted(UUID eventId, AccountId account, Instant at) {
}
