package io.ticketblue.accounts.internal.password;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Verifies hashes of PBKDF2 (HMAC-SHA-256), which name their iterations:
 * <code>{pbkdf2-sha256:310000}…</code>. It makes no new ones.
 */
final class Pbkdf2Hashes implements PasswordEncoder {

    private static final Pattern HASH = Pattern.compile("\\{pbkdf2-sha256:(\\d{4,9})}([0-9a-f]+)");

    private static final int SALT_BYTES = 16;

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        throw new UnsupportedOperationException("New passwords are hashed with Argon2id");
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        Matcher parts = HASH.matcher((hash != null) ? hash : "");
        if (!parts.matches()) {
            throw new IllegalStateException("A stored password hash has an unknown form");
        }
        return new Pbkdf2PasswordEncoder("", SALT_BYTES, Integer.parseInt(parts.group(1)),
                SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA256)
            .matches(password, parts.group(2));
    }

}
