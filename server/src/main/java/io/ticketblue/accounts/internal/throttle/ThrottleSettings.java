package io.ticketblue.accounts.internal.throttle;

import java.time.Duration;

import io.ticketblue.shared.Misconfigured;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When repeated failures block signing in, and how often one network address may sign up.
 *
 * @param accountFailures so many wrong passwords in a row block an account for strangers;
 * a known device and a person who is signed in are counted each by themselves
 * @param addressFailures so many from one network address block that address
 * @param firstBlock how long the first block lasts; each further failure doubles it
 * @param longestBlock the longest that a block lasts
 * @param forgetAfter after so long without a failure counting begins again
 * @param signUpsPerHour how often one network address may sign up in an hour, on each
 * node
 * @param exemptLoopback whether this machine itself is free of the limits per network
 * address
 * @param deviceLife how long a device stays known after its latest sign-in
 */
@ConfigurationProperties("ticketblue.accounts.throttle")
public record ThrottleSettings(@DefaultValue("5") int accountFailures, @DefaultValue("50") int addressFailures,
        @DefaultValue("30s") Duration firstBlock, @DefaultValue("15m") Duration longestBlock,
        @DefaultValue("1h") Duration forgetAfter, @DefaultValue("100") int signUpsPerHour,
        @DefaultValue("false") boolean exemptLoopback, @DefaultValue("180d") Duration deviceLife) {

    private static final String PREFIX = "ticketblue.accounts.throttle";

    private static final Duration LONGEST_DEVICE_LIFE = Duration.ofDays(400);

    /**
     * Checks the settings.
     * @throws Misconfigured if one is out of its range
     */
    public ThrottleSettings {
        require(accountFailures >= 1 && addressFailures >= 1, "", "allows no failure at all",
                "Set account-failures and address-failures to 1 or more.");
        require(firstBlock.isPositive() && longestBlock.compareTo(firstBlock) >= 0, ".first-block",
                "is nothing, or longer than longest-block", "Set it to 30s.");
        require(forgetAfter.compareTo(longestBlock) >= 0, ".forget-after", "is shorter than longest-block",
                "Set it to 1h.");
        require(signUpsPerHour >= 1, ".sign-ups-per-hour", "is below 1", "Set it to 100.");
        require(deviceLife.isPositive() && deviceLife.compareTo(LONGEST_DEVICE_LIFE) <= 0, ".device-life",
                "is not between 1s and 400d, which is the longest that browsers keep a cookie", "Set it to 180d.");
    }

    /** How long a subject is blocked after the given number of failures. */
    Duration blockAfter(int failures, int allowed) {
        Duration block = this.firstBlock;
        for (int failure = allowed; failure < failures && block.compareTo(this.longestBlock) < 0; failure++) {
            block = block.multipliedBy(2);
        }
        return (block.compareTo(this.longestBlock) < 0) ? block : this.longestBlock;
    }

    private static void require(boolean holds, String name, String wrong, String action) {
        if (!holds) {
            throw new Misconfigured(PREFIX + name + " " + wrong, action);
        }
    }

}
