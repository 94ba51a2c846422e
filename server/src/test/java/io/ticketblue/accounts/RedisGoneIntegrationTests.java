package io.ticketblue.accounts;

import java.net.http.HttpResponse;
import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.PageClient;
import io.ticketblue.embedded.EmbeddedRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import static io.ticketblue.ApiClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@DirtiesContext
class RedisGoneIntegrationTests {

    private static final EmbeddedRedis REDIS = EmbeddedRedis.startTemporary();

    @LocalServerPort
    private int port;

    @Autowired
    private RestTestClient http;

    @DynamicPropertySource
    static void ownRedis(DynamicPropertyRegistry registry) {
        registry.add("spring.data.redis.url", REDIS::url);
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void staysOpenForEverythingButSigningInOnPages(CapturedOutput log) {
        ApiClient api = ApiClient.of(this.http);
        String email = ApiClient.newEmail();
        api.post("/api/accounts", Map.of("email", email, "password", PASSWORD, "name", "푸른하늘"));
        PageClient browser = new PageClient(this.port);
        browser.signIn(email, PASSWORD);
        assertThat(browser.get("/profile").statusCode()).isEqualTo(200);
        String session = browser.cookie("ticketblue").orElseThrow();

        REDIS.close();

        assertThat(api.get("/api/performances").status()).isEqualTo(200);
        ApiClient buyer = api.with(api.signIn(email, PASSWORD).text("accessToken"));
        assertThat(buyer.get("/api/me").text("email")).isEqualTo(email);
        HttpResponse<String> home = browser.get("/");
        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.body()).doesNotContain("푸른하늘");
        HttpResponse<String> profile = browser.get("/profile");
        assertThat(profile.statusCode()).isEqualTo(302);
        assertThat(profile.headers().firstValue("Location").orElse("")).endsWith("/sign-in");
        assertThat(browser.signIn(email, PASSWORD).headers().firstValue("Location").orElse(""))
            .endsWith("/sign-in?error=unavailable");
        assertThat(browser.signIn(email, PASSWORD).headers().firstValue("Location").orElse(""))
            .endsWith("/sign-in?error=unavailable");
        assertThat(log.getAll()).containsOnlyOnce("people on the pages count as signed out")
            .doesNotContain("UsernamePasswordAuthenticationFilter");
        assertThat(browser.cookie("ticketblue")).as("the session may come back with Redis").contains(session);
    }

}
