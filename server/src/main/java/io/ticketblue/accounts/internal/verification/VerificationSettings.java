package io.ticketblue.accounts.internal.verification;

import java.time.Duration;

import io.ticketblue.shared.Misconfigured;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How addresses are verified.
 *
 * @param linkLife how long a mailed link is good, 10 minutes to 7 days
 * @param retryFor how long a mail that the mail server does not take is tried again; at
 * most 12 hours, so that it is given up before its event becomes a dead letter
 * @param mailsPerHour how many mails may be asked for in an hour for one address, on each
 * node
 * @param requestsPerHour how often one network address may ask for such mails in an hour,
 * on each node
 * @param withoutMail what happens when no mail server is configured
 */
@ConfigurationProperties("ticketblue.accounts.verification")
public record VerificationSettings(@DefaultValue("24h") Duration linkLife, @DefaultValue("6h") Duration retryFor,
        @DefaultValue("5") int mailsPerHour, @DefaultValue("30") int requestsPerHour,
        @DefaultValue("NEVER") WithoutMail withoutMail) {

    private static final String PREFIX = "ticketblue.accounts.verification.";

    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(10);

    private static final Duration LONGEST_LIFE = Duration.ofDays(7);

    private static final Duration LONGEST_RETRY = Duration.ofHours(12);

    /**
     * Checks the settings.
     * @throws Misconfigured if one is out of its range
     */
    public VerificationSettings {
        require(linkLife.compareTo(SHORTEST_LIFE) >= 0 && linkLife.compareTo(LONGEST_LIFE) <= 0, "link-life",
                "is shorter than 10 minutes or longer than 7 days", "Set it to 24h.");
        require(!retryFor.isNegative() && retryFor.compareTo(LONGEST_RETRY) <= 0, "retry-for",
                "is negative or longer than 12 hours", "Set it to 6h.");
        require(mailsPerHour >= 1, "mails-per-hour", "is below 1", "Set it to 5.");
        require(requestsPerHour >= 1, "requests-per-hour", "is below 1", "Set it to 30.");
    }

    private static void require(boolean holds, String name, String wrong, String action) {
        if (!holds) {
            throw new Misconfigured(PREFIX + name + " " + wrong, action);
        }
    }

    /** What happens to new accounts when no mail can be sent. */
    public enum WithoutMail {

        /** Their addresses stay unverified. */
        NEVER,

        /** Their addresses count as verified at once. */
        AT_ONCE

    }

}
