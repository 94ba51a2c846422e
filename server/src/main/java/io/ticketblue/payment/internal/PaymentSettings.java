package io.ticketblue.payment.internal;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

import io.ticketblue.payment.CheckoutKeys;
import io.ticketblue.shared.Misconfigured;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How payments are made and settled.
 *
 * @param toss the provider's address and keys
 * @param reconcileEnabled whether this node settles what was left open
 * @param reconcileEvery how often; the first run is at the start
 * @param reconcileGrace how long a request has the payment to itself; the wait doubles
 * with every further call
 * @param reconcileLongestWait the longest wait between two calls
 * @param reconcileBatch how many payments, and how many refunds, one run takes on
 * @param reconcileParallel how many payments, and how many refunds, are asked about at
 * the same time, 1 to 100
 * @param reconcileLongestRun after this time a run begins nothing more; what is left is
 * for the next run
 * @param depositLookEvery when the provider is first asked about an account that waits
 * for money, besides at its deadline and when the provider sends a notice; the wait
 * doubles with every look, up to {@value #LONGEST_LOOK} times as long
 */
@ConfigurationProperties("ticketblue.payment")
public record PaymentSettings(@DefaultValue Toss toss, @DefaultValue("true") boolean reconcileEnabled,
        @DefaultValue("30s") Duration reconcileEvery, @DefaultValue("10s") Duration reconcileGrace,
        @DefaultValue("10m") Duration reconcileLongestWait, @DefaultValue("100") int reconcileBatch,
        @DefaultValue("4") int reconcileParallel, @DefaultValue("1m") Duration reconcileLongestRun,
        @DefaultValue("10m") Duration depositLookEvery) {

    static final int LONGEST_LOOK = 12;

    private static final String PREFIX = "ticketblue.payment.";

    /** Checks the settings. */
    public PaymentSettings {
        requirePositive("reconcile-every", reconcileEvery);
        requirePositive("reconcile-grace", reconcileGrace);
        require(reconcileLongestWait.compareTo(reconcileGrace) >= 0, "reconcile-longest-wait",
                "is shorter than " + PREFIX + "reconcile-grace", "Set it to a longer duration, for example 10m.");
        require(reconcileBatch >= 1 && reconcileBatch <= 10_000, "reconcile-batch", "is not between 1 and 10000",
                "Set it to a number such as 100.");
        require(reconcileParallel >= 1 && reconcileParallel <= 100, "reconcile-parallel", "is not between 1 and 100",
                "Set it to a number such as 4.");
        requirePositive("reconcile-longest-run", reconcileLongestRun);
        requirePositive("deposit-look-every", depositLookEvery);
    }

    /** How long to wait after the given number of calls. */
    Duration waitAfter(int calls) {
        Duration wait = this.reconcileGrace;
        for (int call = 1; call < calls && wait.compareTo(this.reconcileLongestWait) < 0; call++) {
            wait = wait.multipliedBy(2);
        }
        return (wait.compareTo(this.reconcileLongestWait) < 0) ? wait : this.reconcileLongestWait;
    }

    /** How long to wait after the given number of looks at an account. */
    Duration waitAfterLooks(int looks) {
        int times = 1;
        for (int look = 0; look < looks && times < LONGEST_LOOK; look++) {
            times *= 2;
        }
        return this.depositLookEvery.multipliedBy(Math.min(times, LONGEST_LOOK));
    }

    private static void requirePositive(String name, Duration value) {
        require(value.isPositive(), name, "is not longer than nothing", "Set it to a duration such as 30s.");
    }

    private static void require(boolean holds, String name, String wrong, String action) {
        if (!holds) {
            throw new Misconfigured(PREFIX + name + " " + wrong, action);
        }
    }

    /**
     * The provider's address and keys. The keys come from the provider's developer center
     * and belong together: API keys ({@code ck}, {@code sk}) or widget keys ({@code gck},
     * {@code gsk}), for tests or live.
     *
     * @param baseUrl the address of the API
     * @param secretKey names the server to the provider; never shown
     * @param clientKey names the shop to the provider in the browser
     * @param scriptUrl the address of the browser's script
     * @param connectTimeout how long a connection may take
     * @param readTimeout how long an answer may take
     */
    public record Toss(@DefaultValue("https://api.tosspayments.com") URI baseUrl, @Nullable String secretKey,
            @Nullable String clientKey, @DefaultValue("https://js.tosspayments.com/v2/standard") URI scriptUrl,
            @DefaultValue("2s") Duration connectTimeout, @DefaultValue("30s") Duration readTimeout) {

        private static final String KEY_ADVICE = "Set both keys of one pair from the developer center of Toss "
                + "Payments: test_ck_… with test_sk_…, or test_gck_… with test_gsk_… (live_… for real money).";

        /** Checks the settings of the provider. */
        public Toss {
            require(isKey(secretKey, "g?sk"), "toss.secret-key", "is missing or no secret key", KEY_ADVICE);
            require(isKey(clientKey, "g?ck"), "toss.client-key", "is missing or no client key", KEY_ADVICE);
            require(kind(secretKey).equals(kind(clientKey)), "toss.client-key",
                    "and " + PREFIX + "toss.secret-key are of different kinds", KEY_ADVICE);
            require(isAddress(baseUrl), "toss.base-url", "is no http or https address: " + baseUrl,
                    "Set it to https://api.tosspayments.com, or to the address of a simulator.");
            require(isAddress(scriptUrl), "toss.script-url", "is no http or https address: " + scriptUrl,
                    "Set it to https://js.tosspayments.com/v2/standard, or to the script of a simulator.");
            require("https".equals(baseUrl.getScheme()) || !isLive(secretKey), "toss.base-url",
                    "would send a live key over a connection that is not encrypted", "Use an https address.");
            requirePositive("toss.connect-timeout", connectTimeout);
            requirePositive("toss.read-timeout", readTimeout);
        }

        private static boolean isKey(@Nullable String key, String kind) {
            return key != null && key.matches("(test|live)_" + kind + "_[A-Za-z0-9_]+");
        }

        /** What both keys of a pair have in common: {@code test_}, {@code live_g}, … */
        private static String kind(@Nullable String key) {
            return (key != null) ? key.replaceFirst("^((?:test|live)_g?)[sc]k_.*$", "$1") : "";
        }

        private static boolean isLive(@Nullable String key) {
            return key != null && key.startsWith("live_");
        }

        private static boolean isAddress(URI address) {
            return ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                    && address.getHost() != null;
        }

        String secret() {
            return Objects.requireNonNull(this.secretKey);
        }

        /** What a buyer's browser needs to pay. */
        public CheckoutKeys checkoutKeys() {
            return new CheckoutKeys(Objects.requireNonNull(this.clientKey), this.scriptUrl);
        }

        @Override
        public String toString() {
            return "Toss[baseUrl=" + this.baseUrl + ", secretKey=***, clientKey=" + this.clientKey + ", scriptUrl="
                    + this.scriptUrl + ", connectTimeout=" + this.connectTimeout + ", readTimeout=" + this.readTimeout
                    + "]";
        }

    }

}
