package io.ticketblue.accounts.closing;

import java.time.Duration;
import java.util.Base64;
import java.util.Objects;

import io.ticketblue.shared.Misconfigured;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is remembered of closed accounts.
 *
 * @param addressKey the key of the hashes of their addresses: base64 of 32 random bytes
 * or more, the same on all nodes
 * @param rememberAddresses how long a hash is kept, 1 day to 5 years
 */
@ConfigurationProperties("ticketblue.accounts.closing")
record ClosingSettings(@Nullable String addressKey, @DefaultValue("365d") Duration rememberAddresses) {

    private static final String PREFIX = "ticketblue.accounts.closing.";

    private static final int KEY_BYTES = 32;

    private static final Duration LONGEST = Duration.ofDays(5 * 365);

    private static final String MAKE_KEY = "Set it to base64 of at least 32 random bytes, for example what this "
            + "prints: openssl rand -base64 32";

    ClosingSettings {
        if (addressKey == null || addressKey.isBlank()) {
            throw new Misconfigured(PREFIX + "address-key is not set", MAKE_KEY);
        }
        byte[] key = decoded(addressKey);
        if (key == null || key.length < KEY_BYTES) {
            throw new Misconfigured(PREFIX + "address-key is not base64 of " + KEY_BYTES + " bytes or more", MAKE_KEY);
        }
        if (rememberAddresses.compareTo(Duration.ofDays(1)) < 0 || rememberAddresses.compareTo(LONGEST) > 0) {
            throw new Misconfigured(PREFIX + "remember-addresses is shorter than a day or longer than 5 years",
                    "Set it to 365d.");
        }
    }

    byte[] key() {
        return Objects.requireNonNull(decoded(Objects.requireNonNull(this.addressKey)), "checked at the start");
    }

    private static byte @Nullable [] decoded(String key) {
        try {
            return Base64.getDecoder().decode(key.strip());
        }
        catch (IllegalArgumentException ex) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "ClosingSettings";
    }

}
