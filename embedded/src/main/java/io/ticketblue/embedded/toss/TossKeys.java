package io.ticketblue.embedded.toss;

import java.security.SecureRandom;

/**
 * A pair of test keys: the client key goes to the browser, the secret key stays on the
 * server.
 * <p>
 * Toss Payments issues pairs of two kinds that must not be mixed: API keys
 * ({@code test_ck_…}, {@code test_sk_…}), which open the payment window directly, and
 * widget keys ({@code test_gck_…}, {@code test_gsk_…}), which also draw the payment
 * methods into the shop's page.
 *
 * @param clientKey starts with {@code test_ck_} or {@code test_gck_}
 * @param secretKey starts with {@code test_sk_} or {@code test_gsk_}, of the same kind as
 * the client key
 */
public record TossKeys(String clientKey, String secretKey) {

    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int RANDOM_LENGTH = 28;

    public TossKeys {
        boolean api = clientKey.startsWith("test_ck_") && secretKey.startsWith("test_sk_");
        boolean widget = clientKey.startsWith("test_gck_") && secretKey.startsWith("test_gsk_");
        if (!api && !widget) {
            throw new IllegalArgumentException("clientKey and secretKey must be a pair of test keys: test_ck_… with "
                    + "test_sk_…, or test_gck_… with test_gsk_…");
        }
    }

    /**
     * Makes a random pair of API keys.
     * @return {@code test_ck_…} and {@code test_sk_…}
     */
    public static TossKeys api() {
        return new TossKeys("test_ck_" + random(RANDOM_LENGTH), "test_sk_" + random(RANDOM_LENGTH));
    }

    /**
     * Makes a random pair of widget keys.
     * @return {@code test_gck_…} and {@code test_gsk_…}
     */
    public static TossKeys widget() {
        return new TossKeys("test_gck_" + random(RANDOM_LENGTH), "test_gsk_" + random(RANDOM_LENGTH));
    }

    /**
     * Whether the given secret key looks like one of the other kind of pair.
     */
    boolean isOtherKind(String secret) {
        return this.secretKey.startsWith("test_sk_") ? secret.startsWith("test_gsk_") : secret.startsWith("test_sk_");
    }

    static String random(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

}
