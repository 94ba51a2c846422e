package io.ticketblue.web;

import java.net.http.HttpResponse;
import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.PageClient;
import io.ticketblue.VerificationMail;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.accounts.TooManySignUps;
import io.ticketblue.accounts.internal.password.FullHashingQueue;
import io.ticketblue.accounts.internal.password.HashingQueue;
import io.ticketblue.accounts.internal.password.HashingQueue.Lane;
import io.ticketblue.accounts.internal.password.PasswordSettings;
import io.ticketblue.accounts.internal.throttle.SignUpThrottle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.ApiClient.newEmail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** From the sign-up form to a verified address, without script. */
@IntegrationTest
class SignUpPagesIntegrationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private SignUpThrottle throttle;

    @Autowired
    private HashingQueue queue;

    @Autowired
    private PasswordSettings passwords;

    @Autowired
    private MockMvc mvc;

    private PageClient browser;

    private String email;

    @BeforeEach
    void openABrowser() {
        this.browser = new PageClient(this.port);
        this.email = newEmail();
    }

    @Test
    void refusesASignUpAtTheFields() throws Exception {
        String refused = this.mvc.perform(
                post("/sign-up").param("email", "nobody").param("password", "short").param("name", "김").with(csrf()))
            .andReturn()
            .getResponse()
            .getContentAsString();
        assertThat(refused).contains("email-error", "password-error").doesNotContain("short");
    }

    @Test
    void saysWhatTheWelcomeCouponGives() {
        assertThat(this.browser.get("/sign-up").body()).contains("이메일을 인증하면 5,000원 할인 쿠폰을 드려요.", "모든 공연",
                "발급 후 30일간 사용");
        assertThat(this.browser.get("/sign-up?lang=en").body()).contains(
                "Sign up and verify your email to get your ₩5,000 coupon.", "Valid for 30 days after you receive it");
    }

    @Test
    void leadsBackToThePageThatWasWantedBeforeSigningUp() {
        assertThat(location(this.browser.get("/bookings"))).endsWith("/sign-in");
        HttpResponse<String> done = signUp(this.email);
        assertThat(location(done)).endsWith("/bookings");
        assertThat(this.browser.get("/bookings").body()).contains("가입을 마쳤습니다.", this.email);
        assertThat(this.accounts.accountOf(this.email).orElseThrow().language().getLanguage()).isEqualTo("ko");
        assertThat(this.browser.cookie("ticketblue-return").filter((path) -> !path.isEmpty())).isEmpty();
    }

    @Test
    void leadsBackToAnInvitationWithWhateverCodeSomebodyTyped() {
        signUp(this.email);
        assertThat(location(this.browser.get("/invitations/%ED%99%8D%20a/accept")))
            .endsWith("/invitations/%ED%99%8D%20a");
    }

    @Test
    void leadsToTheHomePageWhenNothingElseWasWantedAndNeverToAnotherSite() {
        this.browser.setCookie("ticketblue-return", "Ly9ldmlsLmV4YW1wbGU");
        assertThat(location(signUp(this.email))).endsWith(":" + this.port + "/");
    }

    @Test
    void keepsTheAddressAfterAFailedSignIn() {
        HttpResponse<String> failed = this.browser.signIn(this.email + "\"><b>", "wrong-password-1");
        assertThat(location(failed)).endsWith("/sign-in?error=bad-credentials");
        assertThat(this.browser.get("/sign-in?error=bad-credentials").body())
            .contains("value=\"" + this.email + "&quot;&gt;&lt;b&gt;\"");
        assertThat(new PageClient(this.port).get("/sign-in").body()).doesNotContain(this.email);
    }

    @Test
    void leadsFromATakenAddressToSigningInWithIt() {
        this.accounts.register(new SignUp(this.email, PASSWORD, "김관객"));
        HttpResponse<String> taken = signUp(this.email);
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(taken.body())
            .contains("이미 가입된 이메일입니다", "href=\"/sign-in\"", "이 이메일로 로그인하기", "value=\"" + this.email + "\"",
                    "value=\"푸른하늘\"")
            .doesNotContain(PASSWORD);
        assertThat(this.browser.get("/sign-in").body()).contains("value=\"" + this.email + "\"");
        this.browser.signIn(this.email, PASSWORD);
        assertThat(this.browser.cookie("ticketblue-email").filter((kept) -> !kept.isEmpty())).isEmpty();
    }

    @Test
    void verifiesOnlyByTheButtonOfTheMailedPage() {
        signUp(this.email);
        String path = "/email-verifications/" + VerificationMail.token(VerificationMail.await(this.email, 1));
        assertThat(this.browser.get("/profile").body()).contains("인증 전", "인증하면 5,000원 할인 쿠폰을 드려요");
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> page = new PageClient(this.port).get(path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("이메일 인증하기");
            assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        }
        assertThat(this.accounts.accountOf(this.email).orElseThrow().emailVerified()).isFalse();

        HttpResponse<String> done = this.browser.submit(path, path, Map.of());
        assertThat(location(done)).endsWith("/profile");
        assertThat(this.browser.get("/profile").body()).contains("이메일 인증을 마쳤습니다.", "인증 완료")
            .doesNotContain("인증 메일 다시 받기");
        HttpResponse<String> again = this.browser.get(path);
        assertThat(again.statusCode()).isEqualTo(410);
        assertThat(again.body()).contains("링크가 만료되었거나 이미 사용되었습니다.");
    }

    @Test
    void sendsAFormWithAStaleTokenBackToItsSecretPage() {
        for (String path : new String[] { "/email-verifications/a-secret", "/invitations/a-secret" }) {
            HttpResponse<String> stale = this.browser.post(path, Map.of("_csrf", "stale"));
            assertThat(stale.statusCode()).isEqualTo(302);
            assertThat(location(stale)).endsWith(path);
        }
    }

    @Test
    void verifiesForWhoIsNotSignedInWithoutSigningIn() {
        ApiClient.at(this.port)
            .post("/api/accounts", Map.of("email", this.email, "password", PASSWORD, "name", "푸른하늘"));
        String path = "/email-verifications/" + VerificationMail.token(VerificationMail.await(this.email, 1));
        assertThat(location(this.browser.submit(path, path, Map.of()))).endsWith("/sign-in?verified");
        assertThat(this.browser.get("/sign-in?verified").body()).contains("이메일 인증을 마쳤습니다.");
        assertThat(location(this.browser.get("/profile"))).endsWith("/sign-in");
        assertThat(this.accounts.accountOf(this.email).orElseThrow().emailVerified()).isTrue();
    }

    @Test
    void sendsAnotherMailFromTheProfileUntilThereAreTooMany() {
        signUp(this.email);
        VerificationMail.await(this.email, 1);
        for (int count = 2; count <= 6; count++) {
            this.browser.submit("/profile", "/profile/email-verification", Map.of());
            assertThat(this.browser.get("/profile").body()).contains("인증 메일을 보냈습니다.");
            VerificationMail.await(this.email, count);
        }
        assertThat(this.browser.get("/profile").body()).contains("부터 인증 메일을 다시 받을 수 있습니다.")
            .doesNotContain("인증 메일 다시 받기");
        this.browser.submit("/profile", "/profile/email-verification", Map.of());
        assertThat(this.browser.get("/profile").body()).contains("메일을 여러 번 요청하셨습니다.");
    }

    @Test
    void changesTheLanguageOfMails() {
        signUp(this.email);
        this.browser.submit("/profile", "/profile", Map.of("name", "Sky", "language", "en"));
        assertThat(this.accounts.accountOf(this.email).orElseThrow().language().getLanguage()).isEqualTo("en");
        assertThat(this.browser.submit("/profile", "/profile", Map.of("name", "Sky", "language", "fr")).body())
            .contains("한국어(ko)와 영어(en) 중에서");
        this.browser.submit("/profile", "/profile", Map.of("name", "Sky again"));
        assertThat(this.accounts.accountOf(this.email).orElseThrow().language().getLanguage()).isEqualTo("en");
    }

    @Test
    void saysInTheFormThatTooManySignedUpAndKeepsWhatWasTyped() throws Exception {
        String network = "203.0.113.77";
        assertThatThrownBy(() -> {
            for (int i = 0; i < 100_000; i++) {
                this.throttle.enter(network);
            }
        }).isInstanceOf(TooManySignUps.class);
        MockHttpServletResponse refused = this.mvc.perform(post("/sign-up").with(csrf()).with((request) -> {
            request.setRemoteAddr(network);
            return request;
        }).param("email", this.email).param("password", PASSWORD).param("name", "푸른하늘")).andReturn().getResponse();
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(Integer.parseInt(String.valueOf(refused.getHeader("Retry-After")))).isBetween(1, 3600);
        assertThat(refused.getContentAsString())
            .contains("같은 네트워크에서 가입한 계정이 너무 많습니다", "value=\"" + this.email + "\"", "value=\"푸른하늘\"")
            .doesNotContain("data-problem", PASSWORD);
    }

    @Test
    void saysInTheFormThatTooManySignUpAtOnceAndKeepsWhatWasTyped() {
        HttpResponse<String> refused;
        try (FullHashingQueue full = new FullHashingQueue(this.queue, Lane.SIGN_UP, this.passwords)) {
            assertThat(full).isNotNull();
            refused = signUp(this.email);
        }
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow())).isBetween(1, 60);
        assertThat(refused.body()).contains("value=\"" + this.email + "\"", "value=\"푸른하늘\"", "role=\"alert\"")
            .doesNotContain("data-problem", PASSWORD);
        assertThat(location(signUp(this.email))).as("a moment later").endsWith("/");
    }

    private HttpResponse<String> signUp(String address) {
        return this.browser.submit("/sign-up", "/sign-up",
                Map.of("email", address, "password", PASSWORD, "name", "푸른하늘"));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("none, but " + answer.statusCode());
    }

}
