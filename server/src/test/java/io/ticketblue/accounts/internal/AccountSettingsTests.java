package io.ticketblue.accounts.internal;

import io.ticketblue.accounts.internal.password.PasswordSettings;
import io.ticketblue.accounts.internal.throttle.ThrottleSettings;
import io.ticketblue.shared.Misconfigured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class AccountSettingsTests {

    private static final String KEY = "ticketblue.accounts.token-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
        .withUserConfiguration(SettingsOnly.class);

    @Test
    void needsNothingButTheKey() {
        this.application.withPropertyValues(KEY).run((context) -> {
            AccountSettings settings = context.getBean(AccountSettings.class);
            assertThat(settings.accessTokenLife()).hasMinutes(15);
            assertThat(settings.toString()).doesNotContain("MDEy");
        });
    }

    @Test
    void asksForTheKey() {
        this.application.run((context) -> assertThat(context.getStartupFailure()).rootCause()
            .isInstanceOf(Misconfigured.class)
            .hasMessage("ticketblue.accounts.token-key is not set"));
    }

    @ParameterizedTest
    @CsvSource({ "token-key,???,token-key", "token-key,c2hvcnQ=,token-key", "access-token-life,0s,access-token-life",
            "refresh-token-life,1m,refresh-token-life", "password.memory,8KB,password.memory",
            "password.iterations,0,password.iterations", "password.parallel,0,password.parallel",
            "password.queue,0,password.queue", "password.sign-up-queue,0,password.sign-up-queue",
            "password.longest-wait,1m,password.longest-wait", "throttle.account-failures,0,throttle",
            "throttle.first-block,1h,throttle.first-block", "throttle.forget-after,1s,throttle.forget-after",
            "throttle.sign-ups-per-hour,0,throttle.sign-ups-per-hour", "throttle.device-life,0s,throttle.device-life" })
    void namesTheSettingThatIsWrong(String name, String value, String named) {
        this.application.withPropertyValues(KEY, "ticketblue.accounts." + name + "=" + value)
            .run((context) -> assertThat(context.getStartupFailure()).rootCause()
                .isInstanceOfSatisfying(Misconfigured.class, (thrown) -> {
                    assertThat(thrown).hasMessageStartingWith("ticketblue.accounts." + named);
                    assertThat(thrown.action()).isNotBlank();
                }));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({ AccountSettings.class, PasswordSettings.class, ThrottleSettings.class })
    static class SettingsOnly {

    }

}
