package io.ticketblue.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.ApiClient.newEmail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class ProfileApiIntegrationTests extends AccountsApiCalls {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Clock clock;

    @Test
    void changesTheProfile() {
        String token = member().text("accessToken");
        Answer changed = api().in("en").with(token).patch("/api/me", Map.of("name", "Sky", "marketingConsent", true));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("name")).isEqualTo("Sky");
        assertThat(me(token).body().get("marketingConsent").booleanValue()).isTrue();
        assertThat(api().in("en").with(token).patch("/api/me", Map.of("name", "")).fields()).containsExactly("name");
        assertThat(api().in("en").with(token).patch("/api/me", Map.of("role", "ADMIN")).fields())
            .containsExactly("role");
        assertThat(api().in("en").with(token).patch("/api/me", Map.of()).text("name")).isEqualTo("Sky");
    }

    @Test
    void keepsTheLanguageOfTheSignUpUntilItIsChanged() {
        String email = newEmail();
        api().in("en-GB,ko;q=0.5").post("/api/accounts", signUp(email, PASSWORD, "Sky"));
        String token = signIn(email, PASSWORD).text("accessToken");
        assertThat(me(token).text("language")).isEqualTo("en");
        assertThat(me(member().text("accessToken")).text("language")).isEqualTo("ko");
        assertThat(api().with(token).patch("/api/me", Map.of("language", "ko")).text("language")).isEqualTo("ko");
        for (String wrong : List.of("fr", "KO", "", "ko-KR")) {
            Answer refused = api().with(token).patch("/api/me", Map.of("language", wrong, "name", "Not this"));
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.fields()).containsExactly("language");
        }
        assertThat(me(token).text("name")).isEqualTo("Sky");
        assertThat(me(token).text("language")).isEqualTo("ko");
    }

    @Test
    void notesWhenSomebodyLastSignedIn() {
        String email = newEmail();
        post("/api/accounts", signUp(email, PASSWORD, "푸른하늘"));
        assertThat(this.accounts.accountOf(email).orElseThrow().lastSignInAt()).isNull();
        Instant before = this.clock.instant();
        signIn(email, "wrong-password-1");
        String token = signIn(email, PASSWORD).text("accessToken");
        await().untilAsserted(() -> assertThat(this.accounts.accountOf(email).orElseThrow().lastSignInAt())
            .isBetween(before, this.clock.instant()));
        assertThat(me(token).status()).isEqualTo(200);
    }

    @Test
    void changesThePasswordOnlyWithThePresentOneAndEndsEveryRefreshToken() {
        Answer tokens = member();
        String token = tokens.text("accessToken");
        String email = me(token).text("email");
        assertThat(api().in("en").with(token).patch("/api/me", Map.of("password", "red-seat-9")).fields())
            .containsExactly("currentPassword");
        assertThat(api().in("en")
            .with(token)
            .patch("/api/me", Map.of("password", "red-seat-9", "currentPassword", "blue-seat-8"))
            .text("code")).isEqualTo("accounts.password-wrong");
        assertThat(api().in("en")
            .with(token)
            .patch("/api/me", Map.of("password", "weak", "currentPassword", PASSWORD))
            .fields()).containsExactly("password");
        assertThat(api().in("en")
            .with(token)
            .patch("/api/me", Map.of("password", "red-seat-9", "currentPassword", PASSWORD))
            .status()).isEqualTo(200);
        assertThat(signIn(email, PASSWORD).status()).isEqualTo(401);
        assertThat(me(signIn(email, "red-seat-9").text("accessToken")).text("email")).isEqualTo(email);
        assertThat(post("/api/sessions/refresh", Map.of("refreshToken", tokens.text("refreshToken"))).status())
            .isEqualTo(401);
    }

    @Test
    void endsAccessTokensWithThePasswordAndWithTheAccount() {
        String changed = member().text("accessToken");
        assertThat(api().with(changed)
            .patch("/api/me", Map.of("password", "red-seat-9", "currentPassword", PASSWORD))
            .status()).isEqualTo(200);
        String closed = member().text("accessToken");
        assertThat(api().with(closed).delete("/api/me", Map.of("password", PASSWORD)).status()).isEqualTo(204);
        for (String token : List.of(changed, closed)) {
            for (Answer answer : List.of(api().with(token).get("/api/reservations"),
                    api().with(token).post("/api/rounds/1/reservations", Map.of("seatIds", List.of(1))),
                    api().with(token).post("/api/payments/confirm", Map.of()))) {
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("request.unauthenticated");
            }
        }
    }

    @Test
    void endsAccessTokensWhenAnotherNodeChangesThePassword() {
        String token = member().text("accessToken");
        Answer profile = me(token);
        this.jdbc.sql("""
                UPDATE account SET credentials_version = credentials_version + 1,
                    credentials_changed_at = UTC_TIMESTAMP(6) WHERE id = ?""")
            .param(profile.body().path("id").asLong())
            .update();
        await().atMost(Duration.ofSeconds(20)).until(() -> me(token).status() == 401);
        assertThat(me(signIn(profile.text("email"), PASSWORD).text("accessToken")).status()).isEqualTo(200);
    }

    @Test
    void erasesWhatIsPersonalOnWithdrawalAndFreesTheAddress() {
        Answer tokens = member();
        String token = tokens.text("accessToken");
        Answer profile = me(token);
        assertThat(api().in("en").with(token).delete("/api/me", Map.of("password", "blue-seat-8")).status())
            .isEqualTo(403);
        assertThat(api().in("en").with(token).delete("/api/me", Map.of()).fields()).containsExactly("password");
        assertThat(api().in("en").with(token).delete("/api/me", Map.of("password", PASSWORD)).status()).isEqualTo(204);
        assertThat(me(token).status()).isEqualTo(401);
        assertThat(signIn(profile.text("email"), PASSWORD).status()).isEqualTo(401);
        assertThat(post("/api/sessions/refresh", Map.of("refreshToken", tokens.text("refreshToken"))).status())
            .isEqualTo(401);
        Map<String, Object> row = this.jdbc.sql("SELECT * FROM account WHERE id = ?")
            .param(profile.body().get("id").longValue())
            .query()
            .singleRow();
        assertThat(row.toString()).doesNotContain(profile.text("email"), profile.text("name"));
        assertThat(post("/api/accounts", signUp(profile.text("email"), PASSWORD, "Again")).status()).isEqualTo(201);
    }

}
