package io.ticketblue.accounts.internal.throttle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.shared.limit.NetworkAddress;

/**
 * Whose failures are counted.
 *
 * @param kind what it is
 * @param digest identifies it without telling it: SHA-256 in hexadecimal digits
 */
public record Subject(Kind kind, String digest) {

    /** Everybody who tries the password of an account, or of an address without one. */
    public static Subject account(String normalEmail) {
        return of(Kind.ACCOUNT, "account " + normalEmail);
    }

    /** One known device of an account's owner. */
    public static Subject device(String normalEmail, String device) {
        return of(Kind.DEVICE, "device " + device + " " + normalEmail);
    }

    /** The person who is signed in to an account and is asked for the password again. */
    public static Subject owner(AccountId account) {
        return of(Kind.OWNER, "owner " + account);
    }

    /** Everybody behind one network address. */
    static Subject address(NetworkAddress address) {
        return of(Kind.ADDRESS, "address " + address.network());
    }

    private static Subject of(Kind kind, String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return new Subject(kind, HexFormat.of().formatHex(hash));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform has SHA-256", ex);
        }
    }

    byte[] hash() {
        return HexFormat.of().parseHex(this.digest);
    }

    int allowed(ThrottleSettings limits) {
        return (this.kind == Kind.ADDRESS) ? limits.addressFailures() : limits.accountFailures();
    }

    /** What is counted. */
    public enum Kind {

        ACCOUNT, DEVICE, OWNER, ADDRESS

    }

}
