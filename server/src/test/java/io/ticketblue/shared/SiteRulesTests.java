package io.ticketblue.shared;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.CookieSerializer.CookieValue;
import org.springframework.session.web.http.DefaultCookieSerializer;

import static org.assertj.core.api.Assertions.assertThat;

class SiteRulesTests {

    private static final String HTTPS = "ticketblue.public-url=https://tickets.example";

    private static final String PROXY = "server.forward-headers-strategy=native";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
        .withUserConfiguration(RulesOnly.class)
        .withPropertyValues("management.server.port=8081");

    @ParameterizedTest
    @CsvSource(
            textBlock = """
                    server.forward-headers-strategy=framework | server.forward-headers-strategy
                    management.server.port= | management.server.port
                    management.server.port=8080,server.port=8080 | management.server.port
                    ticketblue.booking.public-url=https://a.example | ticketblue.booking.public-url
                    ticketblue.accounts.invite-code=12345678 | ticketblue.accounts.invite-code
                    ticketblue.public-url=https://a.example/shop | ticketblue.public-url
                    ticketblue.public-url=ftp://a.example | ticketblue.public-url
                    ticketblue.public-url=https://a.example | ticketblue.public-url
                    server.servlet.session.cookie.secure=true | server.servlet.session.cookie.secure
                    server.ssl.bundle=site | server.ssl
                    ticketblue.public-url=https://a.example,server.servlet.session.cookie.secure=false | server.servlet.session.cookie.secure
                    ticketblue.public-url=https://a.example,server.servlet.session.cookie.domain=example | server.servlet.session.cookie.domain
                    """,
            delimiter = '|')
    void refusesWhatContradictsOrIsForged(String settings, String named) {
        this.application.withPropertyValues(settings.split(","))
            .run((context) -> assertThat(context.getStartupFailure()).rootCause()
                .isInstanceOfSatisfying(Misconfigured.class, (thrown) -> {
                    assertThat(thrown).hasMessageStartingWith(named);
                    assertThat(thrown.action()).isNotBlank();
                }));
    }

    @ParameterizedTest
    @CsvSource({ PROXY, "server.ssl.bundle=site" })
    void givesTheSessionACookieOfThisHostOverTlsAlone(String tls) {
        this.application.withPropertyValues(HTTPS, tls).run((context) -> {
            MockHttpServletRequest request = new MockHttpServletRequest();
            MockHttpServletResponse response = new MockHttpServletResponse();
            DefaultCookieSerializer cookies = new DefaultCookieSerializer();
            context.getBean(DefaultCookieSerializerCustomizer.class).customize(cookies);
            cookies.writeCookieValue(new CookieValue(request, response, "id"));
            assertThat(response.getHeader("Set-Cookie")).startsWith("__Host-ticketblue=")
                .contains("; Path=/", "; Secure", "; HttpOnly")
                .doesNotContain("Domain");
        });
    }

    @Test
    void startsWithoutTlsOnThisMachine() {
        this.application.run((context) -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(SiteSettings.class).cookie("a")).isEqualTo("a");
        });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SiteSettings.class)
    @Import(SiteRules.class)
    static class RulesOnly {

    }

}
