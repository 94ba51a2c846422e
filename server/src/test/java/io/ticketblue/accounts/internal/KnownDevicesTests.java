package io.ticketblue.accounts.internal;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

import io.ticketblue.StandingClock;
import io.ticketblue.accounts.internal.throttle.ThrottleSettings;
import io.ticketblue.shared.SiteSettings;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class KnownDevicesTests {

    private static final String EMAIL = "buyer@ticketblue.example";

    private static final AccountSettings ACCOUNTS = new AccountSettings(
            "dGVzdC1rZXktdGhhdC1zaWducy1ub3RoaW5nLW9mLXdvcnRoLWhlcmU=", Duration.ofMinutes(15), Duration.ofDays(14));

    private static final ThrottleSettings LIMITS = new ThrottleSettings(5, 50, Duration.ofSeconds(30),
            Duration.ofMinutes(15), Duration.ofHours(1), 100, false, Duration.ofDays(180));

    private final StandingClock clock = new StandingClock();

    @ParameterizedTest
    @CsvSource({ "https://tickets.example,true", "http://localhost:8080,false" })
    void makesTheCookieSecureWherePeopleComeOverTls(String site, boolean secure) {
        String cookie = remember(devices(site), new MockHttpServletRequest());
        assertThat(cookie).startsWith(KnownDevices.COOKIE + "=")
            .contains("; Path=/sign-in", "; Max-Age=15552000", "; HttpOnly", "; SameSite=Lax")
            .doesNotContain(EMAIL);
        assertThat(cookie.contains("; Secure")).isEqualTo(secure);
    }

    @Test
    void knowsADeviceForItsPersonUntilItsTimeIsOver() {
        KnownDevices devices = devices("https://tickets.example");
        String value = value(remember(devices, new MockHttpServletRequest()));
        assertThat(devices.find(EMAIL, value)).isPresent();
        assertThat(devices.find("other@ticketblue.example", value)).isEmpty();
        assertThat(devices.find(EMAIL, "A" + value.substring(1))).isEmpty();
        MockHttpServletRequest again = new MockHttpServletRequest();
        again.setCookies(new Cookie(KnownDevices.COOKIE, value));
        this.clock.advance(Duration.ofDays(100));
        String renewed = value(remember(devices, again));
        assertThat(devices.find(EMAIL, renewed)).as("the same device").isEqualTo(devices.find(EMAIL, value));
        this.clock.advance(Duration.ofDays(100));
        assertThat(devices.find(EMAIL, value)).isEmpty();
        assertThat(devices.find(EMAIL, renewed)).isPresent();
    }

    private KnownDevices devices(String site) {
        return new KnownDevices(ACCOUNTS, LIMITS, new SiteSettings(URI.create(site)), this.clock);
    }

    private static String remember(KnownDevices devices, MockHttpServletRequest request) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        devices.remember(EMAIL, request, response);
        return Objects.requireNonNull(response.getHeader(HttpHeaders.SET_COOKIE));
    }

    private static String value(String cookie) {
        return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    }

}
