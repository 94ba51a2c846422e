package io.ticketblue.payment.internal;

import java.time.Duration;
import java.util.Map;

import io.ticketblue.shared.Misconfigured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DailySettingsTests {

    @Test
    void comparesYesterdayAtFourByItself() {
        DailySettings settings = settings(Map.of());
        assertThat(settings.enabled()).isTrue();
        assertThat(settings.after()).isEqualTo(Duration.ofHours(4));
    }

    @ParameterizedTest
    @CsvSource({ "every,0s", "after,59m", "after,24h", "days-back,0", "days-back,93", "edge,-1s", "edge,7h",
            "page-size,0", "page-size,1001", "lease,59s", "most-look-ups,0" })
    void aWrongSettingIsNamedWithWhatToDo(String name, String value) {
        assertThatThrownBy(() -> settings(Map.of("ticketblue.payment.daily." + name, value))).rootCause()
            .isInstanceOf(Misconfigured.class)
            .hasMessageContaining("ticketblue.payment.daily." + name)
            .satisfies((ex) -> assertThat(((Misconfigured) ex).action()).endsWith("."));
    }

    private static DailySettings settings(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("ticketblue.payment.daily",
                DailySettings.class);
    }

}
