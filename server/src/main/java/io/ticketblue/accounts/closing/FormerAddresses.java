package io.ticketblue.accounts.closing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.ticketblue.accounts.internal.AccountRules;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Verified addresses whose account was closed, for what everybody gets once only. One
 * that was never verified is not remembered: somebody else may have typed it. An address
 * is kept as a keyed hash (HMAC-SHA-256), without the account's number, and forgotten
 * after {@code ticketblue.accounts.closing.remember-addresses}. Without the key nobody
 * can tell whether an address is among them.
 */
@Service
public class FormerAddresses {

    private static final String ALGORITHM = "HmacSHA256";

    private final FormerAddressRepository addresses;

    private final SecretKeySpec key;

    private final Duration kept;

    private final Clock clock;

    FormerAddresses(FormerAddressRepository addresses, ClosingSettings settings, Clock clock) {
        this.addresses = addresses;
        this.key = new SecretKeySpec(settings.key(), ALGORITHM);
        this.kept = settings.rememberAddresses();
        this.clock = clock;
    }

    /**
     * Tells whether an account with this address, verified, was closed within the time
     * for which that is remembered.
     * @param email the address, in whatever case
     * @return true if there was one
     */
    @Transactional(readOnly = true)
    public boolean known(String email) {
        return this.addresses.exists(hash(email), earliest());
    }

    /**
     * Tells how long an address is remembered.
     * @return the time from the closing on
     */
    public Duration keptFor() {
        return this.kept;
    }

    /** Remembers the address of an account that is being closed, in its transaction. */
    void remember(String email) {
        this.addresses.save(hash(email), this.clock.instant());
    }

    /** Forgets what is too old. */
    int purge() {
        return this.addresses.removeUntil(earliest());
    }

    private Instant earliest() {
        return this.clock.instant().minus(this.kept);
    }

    private byte[] hash(String email) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(this.key);
            return mac.doFinal(AccountRules.normalEmail(email).getBytes(StandardCharsets.UTF_8));
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Every Java platform has HMAC with SHA-256", ex);
        }
    }

}
