package io.ticketblue.accounts;

import java.util.HashMap;
import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.ApiClient.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class AccountsApiIntegrationTests {

    @Autowired
    private RestTestClient http;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void signsUpABuyer() {
        String email = newEmail();
        Answer answer = post("/api/accounts", signUp(email.toUpperCase(), PASSWORD, " 김하늘 "));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().get("id").isIntegralNumber()).isTrue();
        assertThat(answer.text("email")).isEqualTo(email);
        assertThat(answer.text("name")).isEqualTo("김하늘");
        assertThat(answer.text("role")).isEqualTo("USER");
        assertThat(answer.body().propertyNames()).containsExactlyInAnyOrder("id", "email", "name", "role");
    }

    @Test
    void refusesAnAddressThatIsTakenInAnotherCase() {
        String email = newEmail();
        post("/api/accounts", signUp(email, PASSWORD, "Blue"));
        Answer answer = post("/api/accounts", signUp(email.toUpperCase(), PASSWORD, "Green"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("accounts.email-taken");
        assertThat(answer.header(HttpHeaders.CONTENT_TYPE)).isEqualTo("application/problem+json");
    }

    @Test
    void signsUpStaffWithTheInviteCodeOnly() {
        Map<String, Object> body = new HashMap<>(signUp(newEmail(), PASSWORD, "Staff"));
        body.put("inviteCode", "wrong");
        assertThat(post("/api/admin/accounts", body).text("code")).isEqualTo("accounts.invite-code-invalid");
        body.remove("inviteCode");
        assertThat(post("/api/admin/accounts", body).status()).isEqualTo(403);
        body.put("inviteCode", TestServers.INVITE_CODE);
        Answer answer = post("/api/admin/accounts", body);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("role")).isEqualTo("ADMIN");
    }

    @Test
    void namesEveryWrongFieldInTheReadersLanguage() {
        Answer korean = api().in("ko").post("/api/accounts", signUp("nobody", "short", " "));
        assertThat(korean.status()).isEqualTo(400);
        assertThat(korean.text("code")).isEqualTo("request.invalid");
        assertThat(korean.text("title")).isEqualTo("잘못된 요청");
        assertThat(korean.fields()).containsExactlyInAnyOrder("email", "password", "name");
        Answer english = api().in("en-GB,en;q=0.8").post("/api/accounts", signUp("nobody", "short", " "));
        assertThat(english.text("title")).isEqualTo("Bad request");
        assertThat(english.body().toString()).contains("Use 8 to 72 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = { "abc-123", "abcdefg-", "12345678!", "abcdefg1", "abc-12\u0000345", "        " })
    void refusesAWeakPassword(String password) {
        Answer answer = post("/api/accounts", signUp(newEmail(), password, "Blue"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly("password");
    }

    @Test
    void countsPasswordsInCharactersAndNotInBytes() {
        String longest = "가".repeat(69) + "나1!";
        String email = newEmail();
        assertThat(post("/api/accounts", signUp(newEmail(), longest + "다", "Blue")).status()).isEqualTo(400);
        assertThat(post("/api/accounts", signUp(email, longest, "Blue")).status()).isEqualTo(201);
        assertThat(signIn(email, longest).status()).isEqualTo(200);
        assertThat(signIn(email, "가".repeat(69) + "나1?").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = { "a\nb", "a\u202Eb", "a\u0007", "x\u2028y" })
    void refusesNamesThatHideSomething(String name) {
        Answer answer = post("/api/accounts", signUp(newEmail(), PASSWORD, name));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly("name");
    }

    @Test
    void keepsQuotesAndSqlAsTheyAre() {
        String name = "'); DROP TABLE account; --";
        Answer answer = post("/api/accounts", signUp(newEmail(), PASSWORD, name));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("name")).isEqualTo(name);
        assertThat(signIn("' OR 1=1 -- @x.y", PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void refusesANameOfAMegabyte() {
        Answer answer = post("/api/accounts", signUp(newEmail(), PASSWORD, "a".repeat(1_000_000)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly("name");
        assertThat(post("/api/sessions", Map.of("email", newEmail(), "password", "a".repeat(1_000_000))).status())
            .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            value = { "{\"email\": 5, \"password\": \"blue-seat-7\", \"name\": \"x\"} | email",
                    "{\"email\": {\"a\": 1}, \"password\": \"blue-seat-7\", \"name\": \"x\"} | email",
                    "{\"email\": \"a@b.example\", \"password\": true, \"name\": \"x\"} | password",
                    "{\"email\": \"a@b.example\", \"role\": \"ADMIN\"} | role",
                    "{\"email\": \"a@b.example\", \"email\": \"c@d.example\"} | body", "{\"email\": | body",
                    "[] | body", "not json | body", "`` | body" })
    void refusesJsonOfAnotherShape(String body, String field) {
        Answer answer = api().in("en").post("/api/accounts", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("request.invalid");
        assertThat(answer.fields()).containsExactly(field);
        assertThat(answer.body().toString()).doesNotContain("Exception", "jackson", "io.ticketblue");
    }

    @Test
    void givesTokensForTheRightPassword() {
        String email = newEmail();
        post("/api/accounts", signUp(email, PASSWORD, "Blue"));
        Answer answer = signIn(" " + email.toUpperCase() + " ", PASSWORD);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("tokenType")).isEqualTo("Bearer");
        assertThat(answer.body().get("expiresIn").intValue()).isEqualTo(900);
        assertThat(answer.text("refreshToken")).hasSizeGreaterThanOrEqualTo(40);
        assertThat(me(answer.text("accessToken")).text("email")).isEqualTo(email);
    }

    @Test
    void answersAnUnknownAddressLikeAWrongPassword() {
        String email = newEmail();
        post("/api/accounts", signUp(email, PASSWORD, "Blue"));
        Answer wrong = signIn(email, "blue-seat-8");
        Answer unknown = signIn(newEmail(), "blue-seat-8");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
        for (int attempt = 0; attempt < 4; attempt++) {
            signIn(email, "blue-seat-8");
        }
        Answer closed = signIn(email, PASSWORD);
        assertThat(closed.status()).isEqualTo(429);
        assertThat(closed.text("code")).isEqualTo("accounts.too-many-attempts");
        assertThat(Integer.parseInt(String.valueOf(closed.header(HttpHeaders.RETRY_AFTER)))).isBetween(1, 30);
        String nobody = newEmail();
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(signIn(nobody, "blue-seat-8").status()).isEqualTo(401);
        }
        assertThat(signIn(nobody, "blue-seat-8").status()).isEqualTo(429);
    }

    @Test
    void replacesTheRefreshTokenAndEndsItsFamilyWhenItComesBack() {
        Answer first = member();
        Answer second = post("/api/sessions/refresh", Map.of("refreshToken", first.text("refreshToken")));
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("refreshToken")).isNotEqualTo(first.text("refreshToken"));
        Answer stolen = post("/api/sessions/refresh", Map.of("refreshToken", first.text("refreshToken")));
        assertThat(stolen.status()).isEqualTo(401);
        assertThat(stolen.text("code")).isEqualTo("accounts.refresh-token-invalid");
        assertThat(post("/api/sessions/refresh", Map.of("refreshToken", second.text("refreshToken"))).status())
            .isEqualTo(401);
    }

    @Test
    void signsOut() {
        Answer tokens = member();
        Map<String, String> body = Map.of("refreshToken", tokens.text("refreshToken"));
        assertThat(api().in("en").delete("/api/sessions", body).status()).isEqualTo(204);
        assertThat(post("/api/sessions/refresh", body).status()).isEqualTo(401);
        assertThat(api().in("en").delete("/api/sessions", body).status()).isEqualTo(204);
        assertThat(api().in("en").delete("/api/sessions", Map.of()).fields()).containsExactly("refreshToken");
    }

    @Test
    void storesNeitherPasswordsNorTokens() {
        Answer tokens = member();
        long id = me(tokens.text("accessToken")).body().get("id").longValue();
        assertThat(
                this.jdbc.sql("SELECT password_hash FROM account WHERE id = ?").param(id).query(String.class).single())
            .startsWith("{pbkdf2-sha256:1000}")
            .doesNotContain(PASSWORD);
        assertThat(this.jdbc.sql("SELECT COUNT(*) FROM refresh_token WHERE token_hash = ?")
            .param(tokens.text("refreshToken"))
            .query(Integer.class)
            .single()).isZero();
    }

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
        assertThat(signIn(email, "red-seat-9").status()).isEqualTo(200);
        assertThat(post("/api/sessions/refresh", Map.of("refreshToken", tokens.text("refreshToken"))).status())
            .isEqualTo(401);
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

    @ParameterizedTest
    @CsvSource({ "GET,/api/me", "DELETE,/api/me", "GET,/api/reservations", "POST,/api/rounds/1/reservations",
            "GET,/api/nothing-here", "POST,/api/admin/venues" })
    void asksForATokenWithAProblem(String method, String path) {
        for (@Nullable
        String token : new @Nullable String[] { null, "rubbish", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0." }) {
            Answer answer = api().in("en")
                .with(token)
                .send(HttpMethod.valueOf(method), path, "GET".equals(method) ? null : Map.of());
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("request.unauthenticated");
            assertThat(answer.text("instance")).isEqualTo(path);
            assertThat(answer.header(HttpHeaders.WWW_AUTHENTICATE)).startsWith("Bearer");
        }
    }

    @Test
    void keepsBuyersOutOfAdministration() {
        Answer answer = api().in("en").with(member().text("accessToken")).post("/api/admin/venues", Map.of());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("request.forbidden");
    }

    @Test
    void letsPeopleSignInWithAStaleTokenInTheHeader() {
        String email = newEmail();
        assertThat(api().in("en").with("rubbish").post("/api/accounts", signUp(email, PASSWORD, "Blue")).status())
            .isEqualTo(201);
        assertThat(api().in("en")
            .with("rubbish")
            .post("/api/sessions", Map.of("email", email, "password", PASSWORD))
            .status()).isEqualTo(200);
    }

    @Test
    void makesNoSessionAndSetsNoCookie() {
        this.http.get()
            .uri("/api/me")
            .headers((headers) -> headers.setBearerAuth(member().text("accessToken")))
            .exchange()
            .expectHeader()
            .doesNotExist(HttpHeaders.SET_COOKIE)
            .expectHeader()
            .valueEquals("X-Content-Type-Options", "nosniff");
    }

    /** The tokens of a new buyer. */
    private Answer member() {
        String email = newEmail();
        post("/api/accounts", signUp(email, PASSWORD, "푸른하늘"));
        return signIn(email, PASSWORD);
    }

    private Answer me(String token) {
        return api().in("en").with(token).get("/api/me");
    }

    private Answer signIn(String email, String password) {
        return api().signIn(email, password);
    }

    private static Map<String, Object> signUp(String email, String password, String name) {
        return Map.of("email", email, "password", password, "name", name);
    }

    private Answer post(String path, Object body) {
        return api().post(path, body);
    }

    private ApiClient api() {
        return ApiClient.of(this.http);
    }

}
