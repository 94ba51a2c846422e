package io.ticketblue.accounts;

import java.time.Instant;

/**
 * What may be seen of an account by its owner.
 *
 * @param id identifies the account
 * @param email the address; something unreachable once the account is closed
 * @param name what the person is called
 * @param role what the account may do
 * @param marketingConsent whether the person agreed to be told of offers
 * @param customerKey names the person to the payment provider: random, stable, 2 to 50
 * characters
 * @param createdAt when the account was made
 */
public record AccountView(AccountId id, String email, String name, Role role, boolean marketingConsent,
        String customerKey, Instant createdAt) {
}
