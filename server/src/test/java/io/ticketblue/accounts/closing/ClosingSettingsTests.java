package io.ticketblue.accounts.closing;

import java.time.Duration;
import java.util.Base64;

import io.ticketblue.shared.Misconfigured;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClosingSettingsTests {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void doesNotPrintItsKey() {
        assertThat(new ClosingSettings(KEY, Duration.ofDays(365)).toString()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = { "", " ", "???", "c2hvcnQ=" })
    void asksForAKeyOf32Bytes(@Nullable String key) {
        assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> new ClosingSettings(key, Duration.ofDays(365)))
            .withMessageStartingWith("ticketblue.accounts.closing.address-key is");
    }

    @ParameterizedTest
    @ValueSource(strings = { "PT23H", "P1826D" })
    void remembersForADayToFiveYears(Duration time) {
        assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> new ClosingSettings(KEY, time))
            .withMessageStartingWith("ticketblue.accounts.closing.remember-addresses is");
    }

}
