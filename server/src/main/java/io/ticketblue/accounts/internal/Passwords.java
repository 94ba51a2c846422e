package io.ticketblue.accounts.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.ticketblue.shared.Unavailable;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with PBKDF2 (HMAC-SHA-256), which, unlike bcrypt, counts all of 72
 * Korean characters. The hash names its iterations, so that the setting can be raised: a
 * password that was hashed with another number is hashed anew at the next sign-in.
 * <p>
 * Hashing is work on purpose. At most half of the processors do it at a time, so that a
 * rush of sign-ins leaves room for everybody else.
 */
@Component
public class Passwords {

    private static final Pattern HASH = Pattern.compile("\\{pbkdf2-sha256:(\\d{4,9})}([0-9a-f]+)");

    private static final int SALT_BYTES = 16;

    private static final long PATIENCE_SECONDS = 10;

    /**
     * The longest password in pieces: a Korean syllable may be typed as three letters.
     */
    private static final int LONGEST_TYPED = 3 * AccountRules.LONGEST_PASSWORD;

    private final Map<Integer, Pbkdf2PasswordEncoder> encoders = new ConcurrentHashMap<>();

    private final Semaphore turns = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    private final int iterations;

    private final String nobodys;

    Passwords(AccountSettings settings) {
        this.iterations = settings.passwordIterations();
        this.nobodys = hash("nobody's password 0");
    }

    /**
     * Hashes a password.
     * @param password the password
     * @return a text of less than 255 ASCII characters
     * @throws Unavailable if too many others are waiting
     */
    public String hash(String password) {
        String normal = AccountRules.normalPassword(password);
        return "{pbkdf2-sha256:" + this.iterations + "}" + inTurn(() -> encoder(this.iterations).encode(normal));
    }

    /** Compares, at the same cost also if there is nothing to compare with. */
    boolean matches(String password, @Nullable String hash) {
        Matcher parts = HASH.matcher((hash != null) ? hash : this.nobodys);
        if (!parts.matches()) {
            throw new IllegalStateException("A stored password hash has an unknown form");
        }
        boolean possible = password.length() <= LONGEST_TYPED;
        String normal = possible ? AccountRules.normalPassword(password) : "";
        boolean same = inTurn(() -> encoder(Integer.parseInt(parts.group(1))).matches(normal, parts.group(2)));
        return same && possible && hash != null;
    }

    boolean isOutdated(String hash) {
        return !hash.startsWith("{pbkdf2-sha256:" + this.iterations + "}");
    }

    private Pbkdf2PasswordEncoder encoder(int count) {
        return this.encoders.computeIfAbsent(count, (iterations) -> new Pbkdf2PasswordEncoder("", SALT_BYTES,
                iterations, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA256));
    }

    private <T> T inTurn(Supplier<T> work) {
        boolean mine = false;
        try {
            mine = this.turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!mine) {
                throw new Unavailable();
            }
            return work.get();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new Unavailable();
        }
        finally {
            if (mine) {
                this.turns.release();
            }
        }
    }

}
