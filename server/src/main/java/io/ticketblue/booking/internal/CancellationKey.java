package io.ticketblue.booking.internal;

import io.ticketblue.accounts.AccountId;

/**
 * The name that somebody gave a wish: the idempotency key of a request. Two people may
 * use the same key for different wishes.
 *
 * @param by whose wish it is
 * @param name 1 to 100 printable ASCII characters
 */
public record CancellationKey(AccountId by, String name) {
}
