package io.ticketblue.shared.database.replica;

import java.time.Duration;

import io.ticketblue.shared.Misconfigured;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReplicaSettingsTests {

    private static final String URL = "jdbc:mariadb://replica:3306/ticketblue";

    @Test
    void areNoneWithoutAnAddress() {
        assertThat(settings(null, null, 5, 10).isConfigured()).isFalse();
        assertThat(settings(URL, "reader", 5, 10).isConfigured()).isTrue();
    }

    @Test
    void areRefusedWithASentenceThatNamesTheSetting() {
        assertRefused("url is 'replica:3306'", "jdbc:mariadb://", () -> settings("replica:3306", "reader", 5, 10));
        assertRefused("username is not set", "a user of the replica", () -> settings(URL, " ", 5, 10));
        assertRefused("password is not set", "the password", () -> new ReplicaSettings(URL, "reader", null, 20,
                seconds(5), seconds(300), seconds(10), Duration.ofMillis(500)));
        assertRefused("max-lag is 2s", "3s or more", () -> settings(URL, "reader", 2, 10));
        assertRefused("own-writes is 7s", "three seconds more than max-lag, which is 5s",
                () -> settings(URL, "reader", 5, 7));
        assertRefused("maximum-pool-size is 0", "1 to 500", () -> new ReplicaSettings(URL, "reader", "", 0, seconds(5),
                seconds(300), seconds(10), Duration.ofMillis(500)));
        assertRefused("max-lag-without-primary is 4s", "max-lag (5s) or more", () -> new ReplicaSettings(URL, "reader",
                "", 20, seconds(5), seconds(4), seconds(10), Duration.ofMillis(500)));
        assertRefused("check-every is 50ms", "100ms to 1s", () -> new ReplicaSettings(URL, "reader", "", 20, seconds(5),
                seconds(300), seconds(10), Duration.ofMillis(50)));
    }

    private static void assertRefused(String description, String action, Runnable start) {
        assertThatExceptionOfType(Misconfigured.class).isThrownBy(start::run)
            .withMessageStartingWith("ticketblue.database.replica." + description)
            .satisfies((wrong) -> assertThat(wrong.action()).contains(action));
    }

    private static ReplicaSettings settings(@Nullable String url, @Nullable String username, int maxLag,
            int ownWrites) {
        return new ReplicaSettings(url, username, "secret", 20, seconds(maxLag), seconds(300), seconds(ownWrites),
                Duration.ofMillis(500));
    }

    private static Duration seconds(int number) {
        return Duration.ofSeconds(number);
    }

}
