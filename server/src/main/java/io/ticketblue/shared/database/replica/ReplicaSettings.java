package io.ticketblue.shared.database.replica;

import java.time.Duration;

import io.ticketblue.shared.Misconfigured;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The read replica. Without an address there is none.
 *
 * @param url its address, as {@code jdbc:mariadb://host:3306/name}
 * @param username who may read there
 * @param password of that user
 * @param maximumPoolSize connections of a node
 * @param maxLag how far it may be behind the primary before it gets no reads
 * @param maxLagWithoutPrimary the same while the primary does not answer
 * @param ownWrites for how long after a person's change that person's reads go to the
 * primary
 * @param checkEvery how often a node checks it
 */
@ConfigurationProperties(ReplicaSettings.PREFIX)
record ReplicaSettings(@Nullable String url, @Nullable String username, @Nullable String password,
        @DefaultValue("20") int maximumPoolSize, @DefaultValue("5s") Duration maxLag,
        @DefaultValue("5m") Duration maxLagWithoutPrimary, @DefaultValue("10s") Duration ownWrites,
        @DefaultValue("500ms") Duration checkEvery) {

    static final String PREFIX = "ticketblue.database.replica";

    /** The lag is measured by a row that is written every second. */
    private static final Duration LEAST_LAG = Duration.ofSeconds(3);

    /** For how long the lag may grow unseen, between two checks that take their time. */
    private static final Duration UNSEEN = Duration.ofSeconds(3);

    private static final Duration LONGEST = Duration.ofHours(1);

    ReplicaSettings {
        if (url != null) {
            require(url.startsWith("jdbc:mariadb:"), "url",
                    "is '" + url + "', which is not the address of a MariaDB for JDBC",
                    "to jdbc:mariadb://host:3306/name");
            require(username != null && !username.isBlank(), "username", "is not set",
                    "to a user of the replica who may read the schema");
            require(password != null, "password", "is not set", "to the password of that user");
        }
        require(maximumPoolSize >= 1 && maximumPoolSize <= 500, "maximum-pool-size", "is " + maximumPoolSize,
                "to a number from 1 to 500");
        require(isBetween(LEAST_LAG, maxLag, LONGEST), "max-lag", "is " + text(maxLag),
                "to 3s or more, an hour at most");
        require(isBetween(maxLag, maxLagWithoutPrimary, Duration.ofDays(1)), "max-lag-without-primary",
                "is " + text(maxLagWithoutPrimary), "to max-lag (" + text(maxLag) + ") or more, a day at most");
        require(isBetween(maxLag.plus(UNSEEN), ownWrites, LONGEST.plus(UNSEEN)), "own-writes", "is " + text(ownWrites),
                "to at least three seconds more than max-lag, which is " + text(maxLag)
                        + ": people would not see their own changes");
        require(isBetween(Duration.ofMillis(100), checkEvery, Duration.ofSeconds(1)), "check-every",
                "is " + text(checkEvery), "to a time from 100ms to 1s");
    }

    boolean isConfigured() {
        return this.url != null;
    }

    private static boolean isBetween(Duration least, Duration value, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static String text(Duration duration) {
        return (duration.toMillis() % 1000 == 0) ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    private static void require(boolean right, String setting, String wrong, String action) {
        if (!right) {
            throw new Misconfigured(PREFIX + "." + setting + " " + wrong, "Set it " + action + ".");
        }
    }

}
