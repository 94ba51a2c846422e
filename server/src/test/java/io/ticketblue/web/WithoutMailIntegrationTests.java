package io.ticketblue.web;

import java.net.http.HttpResponse;
import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.PageClient;
import io.ticketblue.VerificationMail;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.ApiClient.newEmail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Signing up where no mail can be sent and addresses count as verified at once. */
@IntegrationTest
@TestPropertySource(properties = { "spring.mail.host=false", "ticketblue.accounts.verification.without-mail=at-once" })
class WithoutMailIntegrationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient sql;

    @Test
    void promisesAndGivesTheWelcomeCouponAtOnce() {
        String email = newEmail();
        PageClient browser = new PageClient(this.port);
        assertThat(browser.get("/sign-up").body()).contains("가입하면 5,000원 할인 쿠폰을 바로 드려요.").doesNotContain("이메일을 인증하면");
        assertThat(new PageClient(this.port).get("/sign-up?lang=en").body())
            .contains("Sign up and get your ₩5,000 coupon right away.");
        HttpResponse<String> done = browser.submit("/sign-up", "/sign-up",
                Map.of("email", email, "password", PASSWORD, "name", "푸른하늘"));
        assertThat(done.statusCode()).isEqualTo(302);
        assertThat(browser.get("/").body()).contains("가입을 마쳤습니다.").doesNotContain("보낸 메일");
        assertThat(browser.get("/profile").body()).contains("인증 완료").doesNotContain("인증 메일 다시 받기", "인증하면");
        ApiClient person = ApiClient.at(this.port).signedIn(email, PASSWORD);
        assertThat(person.get("/api/me").text("emailVerifiedAt")).isNotEmpty();
        await()
            .untilAsserted(() -> assertThat(person.get("/api/me/coupons").body().path("total").asInt()).isEqualTo(1));
    }

    @Test
    void takesRequestsForMailsAndSendsNone() {
        String email = newEmail();
        ApiClient anybody = ApiClient.at(this.port);
        anybody.post("/api/accounts", Map.of("email", email, "password", PASSWORD, "name", "푸른하늘"));
        this.sql.sql("UPDATE account SET email_verified_at = NULL WHERE email = ?").param(email).update();
        assertThat(anybody.post("/api/email-verifications", Map.of("email", email)).status()).isEqualTo(202);
        assertThat(
                this.sql.sql("SELECT COUNT(*) FROM EVENT_PUBLICATION WHERE EVENT_TYPE LIKE '%VerificationMailWanted'")
                    .query(Long.class)
                    .single())
            .isZero();
        PageClient browser = new PageClient(this.port);
        browser.signIn(email, PASSWORD);
        assertThat(browser.get("/profile").body()).contains("인증 전", "지금은 인증 메일을 보낼 수 없습니다.")
            .doesNotContain("인증 메일 다시 받기");
        assertThat(VerificationMail.to(email)).isEmpty();
    }

}
