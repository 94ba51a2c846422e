package io.ticketblue.accounts.staff;

import java.time.Duration;

import io.ticketblue.StandingClock;
import io.ticketblue.accounts.InviteCodeInvalid;
import io.ticketblue.accounts.internal.throttle.ThrottleSettings;
import io.ticketblue.shared.TooManyFailures;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WrongCodesTests {

    private static final int LIMIT = 3;

    private final WrongCodes codes = codes(false);

    @Test
    void refusesANetworkAfterItsWrongCodesWhateverThePort() {
        for (int guess = 0; guess < LIMIT; guess++) {
            guess(this.codes, "203.0.113.7:" + (5000 + guess));
        }
        assertThatExceptionOfType(TooManyFailures.class)
            .isThrownBy(() -> this.codes.count("203.0.113.7", () -> "good"));
        assertThat(this.codes.<String>count("203.0.113.8", () -> "good")).isEqualTo("good");
        for (int guess = 0; guess < LIMIT; guess++) {
            guess(this.codes, "2001:db8:1:2::" + guess);
        }
        assertThatExceptionOfType(TooManyFailures.class)
            .isThrownBy(() -> this.codes.count("2001:db8:1:2::99", () -> "good"));
    }

    @Test
    void countsNeitherGoodCodesNorFailures() {
        for (int attempt = 0; attempt < LIMIT * 2; attempt++) {
            this.codes.count("203.0.113.7", () -> "good");
            assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> this.codes.count("203.0.113.7", () -> {
                    throw new IllegalStateException("The database is away");
                }));
        }
        assertThat(this.codes.<String>count("203.0.113.7", () -> "good")).isEqualTo("good");
    }

    @Test
    void exemptsLoopbackWhereTheSettingsSaySo() {
        WrongCodes exempt = codes(true);
        for (int guess = 0; guess < LIMIT * 2; guess++) {
            guess(exempt, "127.0.0.1");
        }
        for (int guess = 0; guess < LIMIT; guess++) {
            guess(this.codes, "127.0.0.1");
        }
        assertThatExceptionOfType(TooManyFailures.class).isThrownBy(() -> this.codes.count("127.0.0.1", () -> "good"));
    }

    private static void guess(WrongCodes codes, String address) {
        assertThatExceptionOfType(InviteCodeInvalid.class).isThrownBy(() -> codes.count(address, () -> {
            throw new InviteCodeInvalid();
        }));
    }

    private static WrongCodes codes(boolean exemptLoopback) {
        return new WrongCodes(
                new InvitationSettings(Duration.ofDays(7), LIMIT), new ThrottleSettings(5, 50, Duration.ofSeconds(30),
                        Duration.ofMinutes(15), Duration.ofHours(1), 100, exemptLoopback, Duration.ofDays(180)),
                new StandingClock());
    }

}
