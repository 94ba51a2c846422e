package io.ticketblue.payment.internal;

import java.time.Duration;

import io.ticketblue.shared.Misconfigured;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How each day is compared with the provider.
 *
 * @param enabled whether this node does so by itself; staff may ask for a day in any case
 * @param every how often it looks for a day whose turn it is
 * @param after how long after midnight in Korea the day before is compared, 1 to 23 hours
 * @param daysBack how many days are caught up on after a longer stop, 1 to 92
 * @param edge how far beyond midnight, at either side, the provider's list is read, so
 * that what happens just then is found wherever it was entered; up to 6 hours
 * @param pageSize how many transactions are read at once, 1 to 1,000
 * @param lease how long a comparison may go without a sign of life before another node
 * takes it up; longer than an answer may take
 * @param mostLookUps how many payments that seem to differ are asked about on one day, 1
 * or more; the others are left to staff
 */
@ConfigurationProperties("ticketblue.payment.daily")
record DailySettings(@DefaultValue("true") boolean enabled, @DefaultValue("1m") Duration every,
        @DefaultValue("4h") Duration after, @DefaultValue("7") int daysBack, @DefaultValue("1h") Duration edge,
        @DefaultValue("500") int pageSize, @DefaultValue("3m") Duration lease, @DefaultValue("500") int mostLookUps) {

    private static final String PREFIX = "ticketblue.payment.daily.";

    DailySettings {
        require(every.isPositive(), "every", "is not longer than nothing", "Set it to a duration such as 1m.");
        require(after.compareTo(Duration.ofHours(1)) >= 0 && after.compareTo(Duration.ofHours(23)) <= 0, "after",
                "is not between 1h and 23h", "Set it to a duration such as 4h.");
        require(daysBack >= 1 && daysBack <= 92, "days-back", "is not between 1 and 92",
                "Set it to a number such as 7.");
        require(!edge.isNegative() && edge.compareTo(Duration.ofHours(6)) <= 0, "edge", "is not between 0s and 6h",
                "Set it to a duration such as 1h.");
        require(pageSize >= 1 && pageSize <= 1000, "page-size", "is not between 1 and 1000",
                "Set it to a number such as 500.");
        require(lease.compareTo(Duration.ofMinutes(1)) >= 0, "lease", "is shorter than 1m",
                "Set it to a duration such as 3m, longer than ticketblue.payment.toss.read-timeout.");
        require(mostLookUps >= 1, "most-look-ups", "is less than 1", "Set it to a number such as 500.");
    }

    private static void require(boolean holds, String name, String wrong, String action) {
        if (!holds) {
            throw new Misconfigured(PREFIX + name + " " + wrong, action);
        }
    }

}
