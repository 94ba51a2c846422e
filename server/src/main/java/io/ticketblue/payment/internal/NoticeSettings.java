package io.ticketblue.payment.internal;

import java.time.Duration;

import io.ticketblue.shared.Misconfigured;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the provider's notices are worked on.
 *
 * @param enabled whether this node looks for notices that were left over
 * @param every how often
 * @param workers how many are worked on at the same time by one node, 1 to 32
 * @param unsignedPerMinute how many notices without a proof may lead to a question to the
 * provider, per node and minute; the others wait
 * @param kept how long a notice is kept, so that its repetitions are known: longer than
 * the provider repeats it, which is four days
 */
@ConfigurationProperties("ticketblue.payment.notices")
record NoticeSettings(@DefaultValue("true") boolean enabled, @DefaultValue("15s") Duration every,
        @DefaultValue("2") int workers, @DefaultValue("30") int unsignedPerMinute, @DefaultValue("14d") Duration kept) {

    private static final String PREFIX = "ticketblue.payment.notices.";

    NoticeSettings {
        require(every.isPositive(), "every", "is not longer than nothing", "Set it to a duration such as 15s.");
        require(workers >= 1 && workers <= 32, "workers", "is not between 1 and 32", "Set it to a number such as 2.");
        require(unsignedPerMinute >= 1, "unsigned-per-minute", "is less than 1", "Set it to a number such as 30.");
        require(kept.compareTo(Duration.ofDays(5)) >= 0, "kept", "is shorter than the provider repeats its notices",
                "Set it to 5d or longer.");
    }

    private static void require(boolean holds, String name, String wrong, String action) {
        if (!holds) {
            throw new Misconfigured(PREFIX + name + " " + wrong, action);
        }
    }

}
