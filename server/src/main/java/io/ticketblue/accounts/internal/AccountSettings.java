package io.ticketblue.accounts.internal;

import java.time.Duration;
import java.util.Base64;
import java.util.Objects;

import io.ticketblue.shared.Misconfigured;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people sign up and in.
 *
 * @param tokenKey signs access tokens: base64 of 32 random bytes or more, the same on all
 * nodes
 * @param accessTokenLife how long an access token is good
 * @param refreshTokenLife how long a refresh token is good if it is not used
 */
@ConfigurationProperties("ticketblue.accounts")
public record AccountSettings(@Nullable String tokenKey, @DefaultValue("15m") Duration accessTokenLife,
        @DefaultValue("14d") Duration refreshTokenLife) {

    private static final String PREFIX = "ticketblue.accounts.";

    private static final int KEY_BYTES = 32;

    private static final String MAKE_KEY = "Set it to base64 of at least 32 random bytes, for example what this "
            + "prints: openssl rand -base64 32";

    /**
     * Checks the settings.
     * @throws Misconfigured if one is missing or out of its range
     */
    public AccountSettings {
        require(tokenKey != null && !tokenKey.isBlank(), "token-key", "is not set", MAKE_KEY);
        byte[] key = decoded(tokenKey);
        require(key != null, "token-key", "is not base64", MAKE_KEY);
        require(key != null && key.length >= KEY_BYTES, "token-key", "is shorter than " + KEY_BYTES + " bytes",
                MAKE_KEY);
        require(accessTokenLife.isPositive(), "access-token-life", "is not longer than nothing", "Set it to 15m.");
        require(refreshTokenLife.compareTo(accessTokenLife) > 0, "refresh-token-life",
                "is not longer than access-token-life", "Set it to 14d.");
    }

    /** The key that signs access tokens. */
    byte[] signingKey() {
        return Objects.requireNonNull(decoded(this.tokenKey), "checked at the start");
    }

    private static byte @Nullable [] decoded(@Nullable String key) {
        if (key == null) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(key.strip());
        }
        catch (IllegalArgumentException ex) {
            return null;
        }
    }

    private static void require(boolean holds, String name, String wrong, String action) {
        if (!holds) {
            throw new Misconfigured(PREFIX + name + " " + wrong, action);
        }
    }

    @Override
    public String toString() {
        return "AccountSettings";
    }

}
