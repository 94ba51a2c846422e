package io.ticketblue.embedded.toss;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Details of a payment that look random but are always the same for one payment key:
 * approval numbers, card digits.
 */
final class Fingerprint {

    private Fingerprint() {
    }

    static String digits(String seed, int length) {
        return tail(hash(seed).toString(10), length);
    }

    static String letters(String seed, int length) {
        return tail(hash(seed).toString(36), length);
    }

    private static String tail(String text, int length) {
        return text.substring(text.length() - length);
    }

    private static BigInteger hash(String seed) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, digest).setBit(256);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
