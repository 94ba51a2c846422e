package io.ticketblue.accounts;

import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

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
 * @param language in which the person is written to, Korean or English
 * @param emailVerifiedAt when the address was verified, null if it was not
 * @param lastSignInAt when the password was last typed, a few seconds late; null if never
 * since the sign-up. Renewing a token is no sign-in
 */
public record AccountView(AccountId id, String email, String name, Role role, boolean marketingConsent,
        String customerKey, Instant createdAt, Locale language, @Nullable Instant emailVerifiedAt,
        @Nullable Instant lastSignInAt) {

    /**
     * Tells whether the person has proved to read what is sent to the address.
     * @return true if so
     */
    public boolean emailVerified() {
        return this.emailVerifiedAt != null;
    }

    /**
     * Tells whether the account is closed: then name and address are erased.
     * @return true if so
     */
    public boolean closed() {
        return this.email.equals(closedAddress(this.id));
    }

    /**
     * The unreachable address that stands for the erased one of a closed account.
     * @return an address below {@code .invalid}
     */
    public static String closedAddress(AccountId id) {
        return "closed-" + id + "@account.invalid";
    }

}
