package io.ticketblue.shared;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.PageClient;
import io.ticketblue.accounts.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.ApiClient.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

@ProbeTest
class PageSecurityIntegrationTests {

    private static final String SESSION = "ticketblue";

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int management;

    @Autowired
    private RestTestClient http;

    private PageClient browser;

    @BeforeEach
    void openBrowser() {
        this.browser = new PageClient(this.port);
    }

    @Test
    void setsATokenOnPagesAndRemembersTheLanguageAndTheTheme() {
        assertThat(this.browser.get("/sign-in?lang=en&theme=dark").headers().allValues("Set-Cookie"))
            .anyMatch((cookie) -> cookie.startsWith("XSRF-TOKEN="))
            .anyMatch((cookie) -> cookie.startsWith("lang=en"))
            .anyMatch((cookie) -> cookie.startsWith("theme=dark"));
        String token = this.browser.cookie("XSRF-TOKEN").orElseThrow();
        assertThat(this.browser.get("/css/base.css").statusCode()).isEqualTo(200);
        assertThat(this.browser.get("/sign-in").headers().allValues("Set-Cookie")).isEmpty();
        assertThat(this.browser.cookie("XSRF-TOKEN")).contains(token);
    }

    @Test
    void letsPeopleLookAroundWithoutASession() {
        assertThat(this.browser.get("/probe/perhaps").body()).isEqualTo("null");
        assertThat(this.browser.get("/").statusCode()).isEqualTo(200);
        assertThat(this.browser.cookie(SESSION)).isEmpty();
    }

    @Test
    void leadsToTheFormAndBackToThePageThatWasWanted() {
        HttpResponse<String> refused = this.browser.get("/probe/me?x=1");
        assertThat(refused.statusCode()).isEqualTo(302);
        assertThat(location(refused)).endsWith("/sign-in");
        assertThat(this.browser.cookie(SESSION)).isEmpty();
        HttpResponse<String> signedIn = this.browser.signIn(newBuyer(), PASSWORD);
        assertThat(location(signedIn)).endsWith("/probe/me?x=1");
        assertThat(this.browser.get("/probe/me").body()).matches("\\d+");
        this.browser.submit("/profile", "/sign-out", Map.of());
        assertThat(location(this.browser.signIn(newBuyer(), PASSWORD))).doesNotContain("probe");
    }

    @ParameterizedTest
    @ValueSource(strings = { "//evil.example/", "https://evil.example/", "/\\evil.example", "\\\\evil.example",
            "/\t/evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=y" })
    void returnsToNoOtherServer(String target) {
        String email = newBuyer();
        this.browser.setCookie("ticketblue-return",
                Base64.getUrlEncoder().withoutPadding().encodeToString(target.getBytes(StandardCharsets.UTF_8)));
        HttpResponse<String> answer = this.browser.signIn(email, PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).isIn("/", "http://127.0.0.1:" + this.port + "/");
    }

    @Test
    void bringsAPartOfAPageToTheFormAsAWhole() {
        HttpResponse<String> answer = this.browser.get("/probe/me", "HX-Request", "true");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("HX-Redirect")).contains("/sign-in");
    }

    @Test
    void saysOnlyThatTheCredentialsAreBad() {
        String email = newBuyer();
        assertThat(location(this.browser.signIn(email, "blue-seat-8"))).endsWith("/sign-in?error=bad-credentials");
        assertThat(location(this.browser.signIn(newEmail(), PASSWORD))).endsWith("/sign-in?error=bad-credentials");
        assertThat(location(this.browser.signIn("", ""))).endsWith("/sign-in?error=bad-credentials");
        for (int attempt = 0; attempt < 4; attempt++) {
            this.browser.signIn(email, "blue-seat-8");
        }
        assertThat(location(this.browser.signIn(email, PASSWORD))).endsWith("/sign-in?error=too-many-attempts");
        assertThat(ApiClient.of(this.http).signIn(email, PASSWORD).status()).isEqualTo(429);
        assertThat(this.browser.cookie(SESSION)).isEmpty();
    }

    @Test
    void refusesFormsWithoutTheirToken() {
        assertThat(this.browser.post("/probe/form", Map.of("text", "x")).statusCode()).isEqualTo(403);
        assertThat(this.browser.post("/sign-in", Map.of("email", newBuyer(), "password", PASSWORD)).statusCode())
            .isEqualTo(403);
        String token = this.browser.token("/sign-in");
        assertThat(this.browser.post("/probe/form", Map.of("text", "x", "_csrf", token)).body()).isEqualTo("x");
        assertThat(this.browser.post("/probe/form", Map.of("text", "x", "_csrf", token + "a")).statusCode())
            .isEqualTo(403);
        String plain = this.browser.cookie("XSRF-TOKEN").orElseThrow();
        assertThat(this.browser.post("/probe/form", Map.of("text", "x"), "X-XSRF-TOKEN", plain).body()).isEqualTo("x");
        assertThat(this.browser.cookie(SESSION)).isEmpty();
    }

    @Test
    void takesNoTokenOfAnotherSession() {
        this.browser.signIn(newBuyer(), PASSWORD);
        this.browser.get("/profile");
        PageClient other = new PageClient(this.port);
        other.signIn(newBuyer(), PASSWORD);
        other.get("/profile");
        for (String planted : new String[] { other.cookie("XSRF-TOKEN").orElseThrow(), "planted", "planted.token" }) {
            this.browser.setCookie("XSRF-TOKEN", planted);
            assertThat(this.browser.post("/probe/form", Map.of("text", "x"), "X-XSRF-TOKEN", planted).statusCode())
                .as(planted)
                .isEqualTo(403);
        }
    }

    @Test
    void leadsAFormWhoseSessionHasEndedThroughTheSignInPageBackToItsPage() {
        String here = "http://127.0.0.1:" + this.port;
        HttpResponse<String> ended = this.browser.post("/probe/form", Map.of("text", "x"), "Referer",
                here + "/probe/perhaps?a=1");
        assertThat(ended.statusCode()).isEqualTo(302);
        assertThat(location(ended)).endsWith("/sign-in?error=expired");
        assertThat(location(this.browser.signIn(newBuyer(), PASSWORD))).endsWith("/probe/perhaps?a=1#resume");
        assertThat(location(
                new PageClient(this.port).post("/sign-in", Map.of("email", "x"), "Referer", here + "/sign-in")))
            .endsWith("/sign-in?error=expired");
        assertThat(new PageClient(this.port)
            .post("/probe/form", Map.of("text", "x"), "Referer", "http://evil.example/probe/perhaps")
            .statusCode()).isEqualTo(403);
    }

    @Test
    void givesANewSessionIdAtSignIn() {
        String email = newBuyer();
        this.browser.signIn(email, PASSWORD);
        String first = this.browser.cookie(SESSION).orElseThrow();
        String token = this.browser.cookie("XSRF-TOKEN").orElse("");
        this.browser.post("/sign-in",
                Map.of("email", email, "password", PASSWORD, "_csrf", this.browser.token("/profile")));
        assertThat(this.browser.cookie(SESSION).orElseThrow()).isNotEqualTo(first);
        assertThat(this.browser.cookie("XSRF-TOKEN").orElse("")).isNotEqualTo(token);
        PageClient thief = new PageClient(this.port);
        thief.setCookie(SESSION, first);
        assertThat(thief.get("/probe/me").statusCode()).isEqualTo(302);
    }

    @Test
    void signsOut() {
        this.browser.signIn(newBuyer(), PASSWORD);
        String session = this.browser.cookie(SESSION).orElseThrow();
        this.browser.submit("/profile", "/sign-out", Map.of());
        assertThat(this.browser.get("/probe/me").statusCode()).isEqualTo(302);
        this.browser.setCookie(SESSION, session);
        assertThat(this.browser.get("/probe/me").statusCode()).isEqualTo(302);
    }

    @Test
    void endsOtherSessionsWhenThePasswordChanges() {
        String email = newBuyer();
        this.browser.signIn(email, PASSWORD);
        PageClient other = new PageClient(this.port);
        other.signIn(email, PASSWORD);
        ApiClient api = ApiClient.of(this.http);
        String refresh = api.signIn(email, PASSWORD).text("refreshToken");
        HttpResponse<String> changed = this.browser.submit("/profile", "/profile/password",
                Map.of("current", PASSWORD, "password", "red-seat-9"));
        assertThat(location(changed)).endsWith("/profile");
        assertThat(this.browser.get("/probe/me").statusCode()).isEqualTo(200);
        assertThat(other.get("/probe/me").statusCode()).isEqualTo(302);
        assertThat(api.post("/api/sessions/refresh", Map.of("refreshToken", refresh)).status()).isEqualTo(401);
    }

    @Test
    void endsSessionsWhenTheAccountCloses() {
        String email = newBuyer();
        this.browser.signIn(email, PASSWORD);
        ApiClient api = ApiClient.of(this.http);
        api.with(api.signIn(email, PASSWORD).text("accessToken")).delete("/api/me", Map.of("password", PASSWORD));
        assertThat(this.browser.get("/probe/me").statusCode()).isEqualTo(302);
    }

    @Test
    void signsPeopleInWhenTheySignUp() {
        HttpResponse<String> answer = this.browser.submit("/sign-up", "/sign-up",
                Map.of("email", newEmail(), "password", PASSWORD, "name", "김하늘"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(this.browser.get("/probe/me").statusCode()).isEqualTo(200);
        assertThat(this.browser.get("/").body()).contains("김하늘");
    }

    @Test
    void keepsBuyersOutOfTheBoxOffice() {
        assertThat(this.browser.get("/admin/probe").statusCode()).isEqualTo(302);
        this.browser.signIn(newBuyer(), PASSWORD);
        HttpResponse<String> refused = this.browser.get("/admin/probe", "Accept-Language", "en");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("You are not allowed to do this.").doesNotContain("Exception");
    }

    @Test
    void letsStaffIntoTheBoxOffice() {
        String email = newEmail();
        ApiClient.of(this.http).joinStaff(email, PASSWORD, Role.ADMIN);
        this.browser.signIn(email, PASSWORD);
        assertThat(this.browser.get("/admin/probe").body()).isEqualTo("staff");
    }

    @Test
    void takesNoSessionForTheApi() {
        this.browser.signIn(newBuyer(), PASSWORD);
        assertThat(this.browser.get("/api/me").statusCode()).isEqualTo(401);
    }

    @Test
    void tellsBrowsersWhatTheyMayLoad() {
        HttpResponse<String> answer = this.browser.get("/");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'self'",
                "script-src 'self';", "frame-ancestors 'none'", "object-src 'none'");
        assertThat(this.browser.get("/checkout/1").headers().firstValue("Content-Security-Policy").orElse(""))
            .contains("script-src 'self' https://*.tosspayments.com;");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).as("over http").isEmpty();
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("strict-origin-when-cross-origin");
    }

    @Test
    void marksItsCookies() {
        this.browser.get("/probe/me");
        HttpResponse<String> answer = this.browser.signIn(newBuyer(), PASSWORD);
        assertThat(answer.headers().allValues("Set-Cookie"))
            .anySatisfy((cookie) -> assertThat(cookie).startsWith(SESSION + "=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/"));
    }

    @Test
    void showsAPageForWhatIsNotThere() {
        HttpResponse<String> answer = this.browser.get("/no/such/page", "Accept-Language", "en");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Page not found.");
        assertThat(this.browser.get("/no/such/page?lang=ko", "Accept-Language", "en").body())
            .contains("페이지를 찾을 수 없습니다.");
        assertThat(this.browser.get("/no/such/page", "Accept-Language", "en").body()).contains("페이지를 찾을 수 없습니다");
        assertThat(this.browser.get("/error").statusCode()).isEqualTo(404);
        assertThat(this.browser.get("/a;b=c/%2e%2e/x").statusCode()).isEqualTo(400);
    }

    @Test
    void tellsItsHealthToTheMachineAlone() {
        PageClient operator = new PageClient(this.management);
        assertThat(operator.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(operator.get("/actuator/health", "X-Forwarded-For", "192.0.2.1").statusCode()).isEqualTo(403);
        assertThat(operator.get("/actuator/env").statusCode()).isEqualTo(404);
        assertThat(this.browser.get("/actuator/health").statusCode()).isEqualTo(404);
    }

    private String newBuyer() {
        String email = newEmail();
        ApiClient.of(this.http).post("/api/accounts", Map.of("email", email, "password", PASSWORD, "name", "푸른하늘"));
        return email;
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

}
