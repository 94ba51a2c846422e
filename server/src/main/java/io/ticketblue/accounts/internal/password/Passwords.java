package io.ticketblue.accounts.internal.password;

import java.text.Normalizer;
import java.util.Map;

import io.ticketblue.accounts.internal.password.HashingQueue.Lane;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id, which, unlike bcrypt, counts all of 72 Korean
 * characters. A hash names its algorithm and parameters, so that both can be changed: one
 * that is weaker than the settings, or of PBKDF2, still verifies and is renewed at the
 * next sign-in.
 * <p>
 * A hash costs tens of milliseconds of a processor and the memory of the settings, so
 * whoever hashes at the wish of a stranger does it in the {@link HashingQueue}.
 */
@Component
public class Passwords {

    private static final String ARGON2 = "argon2";

    private static final int SALT_BYTES = 16;

    private static final int HASH_BYTES = 32;

    private static final int LANES = 1;

    /**
     * The longest password in pieces, 72 characters: a Korean syllable may be typed as
     * three letters.
     */
    private static final int LONGEST_TYPED = 3 * 72;

    private final DelegatingPasswordEncoder encoder;

    private final String dummyHash;

    private final HashingQueue queue;

    Passwords(PasswordSettings settings, HashingQueue queue) {
        this.queue = queue;
        this.encoder = new DelegatingPasswordEncoder(ARGON2, Map.of(ARGON2, new Argon2PasswordEncoder(SALT_BYTES,
                HASH_BYTES, LANES, (int) settings.memory().toKilobytes(), settings.iterations())));
        this.encoder.setDefaultPasswordEncoderForMatches(new Pbkdf2Hashes());
        this.dummyHash = hash("nobody's password 0");
    }

    /**
     * Hashes a password when it is its turn.
     * @return a text of less than 255 ASCII characters
     * @throws io.ticketblue.shared.Overloaded if too many wait
     */
    public String hash(Lane lane, String password) {
        return this.queue.call(lane, () -> hash(password));
    }

    /**
     * Hashes a password at once, for work that has had its turn in the queue.
     * @return a text of less than 255 ASCII characters
     */
    public String hash(String password) {
        String hash = this.encoder.encode(normal(password));
        if (hash == null) {
            throw new IllegalStateException("The encoder gave no hash");
        }
        return hash;
    }

    /** Compares, at the same cost also if there is nothing to compare with. */
    public boolean matches(String password, @Nullable String hash) {
        // Nobody could set a password with half a character, and it cannot be encoded.
        boolean possible = password.length() <= LONGEST_TYPED
                && password.codePoints().noneMatch((point) -> Character.getType(point) == Character.SURROGATE);
        boolean same = this.encoder.matches(possible ? normal(password) : "-", (hash != null) ? hash : this.dummyHash);
        return same && possible && hash != null;
    }

    /** Whether a hash that matched is weaker than the settings ask for. */
    public boolean isOutdated(String hash) {
        return this.encoder.upgradeEncoding(hash);
    }

    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

}
