package io.ticketblue.payment.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.ticketblue.shared.Misconfigured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PaymentSettingsTests {

    private static final String SECRET = "test_gsk_veryVerySecret";

    private final Map<String, String> properties = new HashMap<>(
            Map.of("ticketblue.payment.toss.secret-key", SECRET, "ticketblue.payment.toss.client-key", "test_gck_abc"));

    @Test
    void needsOnlyThePairOfKeys() {
        PaymentSettings settings = settings();
        assertThat(settings.toss().baseUrl()).hasToString("https://api.tosspayments.com");
        assertThat(settings.toss().connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.toss().readTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.reconcileEnabled()).isTrue();
        assertThat(settings.reconcileEvery()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.toss().checkoutKeys().clientKey()).isEqualTo("test_gck_abc");
    }

    @Test
    void neverShowsTheSecretKey() {
        assertThat(settings().toString()).doesNotContain(SECRET).contains("secretKey=***");
    }

    @ParameterizedTest
    @CsvSource({ "toss.secret-key,", "toss.secret-key,test_ck_public", "toss.client-key,test_gsk_veryVerySecret",
            "toss.client-key,test_ck_otherKind", "toss.client-key,live_gck_abc", "toss.base-url,api.tosspayments.com",
            "toss.base-url,ftp://127.0.0.1", "toss.script-url,/v2/standard", "toss.connect-timeout,0s",
            "toss.read-timeout,-1s", "reconcile-every,0s", "reconcile-grace,0s", "reconcile-longest-wait,1s",
            "reconcile-batch,0", "reconcile-parallel,0", "reconcile-parallel,101", "reconcile-longest-run,0s" })
    void aWrongSettingIsNamedWithWhatToDo(String name, String value) {
        this.properties.put("ticketblue.payment." + name, (value != null) ? value : "");
        assertThatThrownBy(this::settings).rootCause()
            .isInstanceOf(Misconfigured.class)
            .hasMessageContaining("ticketblue.payment." + name)
            .hasMessageNotContaining(SECRET)
            .satisfies((ex) -> assertThat(((Misconfigured) ex).action()).endsWith(".").doesNotContain(SECRET));
    }

    @Test
    void missingKeysAreNamed() {
        this.properties.clear();
        this.properties.put("ticketblue.payment.reconcile-every", "1m");
        assertThatThrownBy(this::settings).rootCause().hasMessageContaining("ticketblue.payment.toss.secret-key");
    }

    @Test
    void aLiveKeyIsNeverSentInTheClear() {
        this.properties.put("ticketblue.payment.toss.secret-key", "live_sk_veryVerySecret");
        this.properties.put("ticketblue.payment.toss.client-key", "live_ck_abc");
        assertThat(settings().toss().secret()).isEqualTo("live_sk_veryVerySecret");
        this.properties.put("ticketblue.payment.toss.base-url", "http://payments.example");
        assertThatThrownBy(this::settings).rootCause().hasMessageContaining("not encrypted");
    }

    @Test
    void waitsTwiceAsLongAfterEachCall() {
        PaymentSettings settings = settings();
        assertThat(settings.waitAfter(0)).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.waitAfter(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.waitAfter(2)).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.waitAfter(5)).isEqualTo(Duration.ofSeconds(160));
        assertThat(settings.waitAfter(1_000_000)).isEqualTo(Duration.ofMinutes(10));
    }

    private PaymentSettings settings() {
        return new Binder(new MapConfigurationPropertySource(this.properties)).bindOrCreate("ticketblue.payment",
                PaymentSettings.class);
    }

}
