package io.ticketblue.accounts;

import java.util.Map;

import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.ApiClient.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class SessionsApiIntegrationTests extends AccountsApiCalls {

    @Autowired
    private JdbcClient jdbc;

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
            .startsWith("{argon2}$argon2id$v=19$m=1024,t=1,p=1$")
            .doesNotContain(PASSWORD);
        assertThat(this.jdbc.sql("SELECT COUNT(*) FROM refresh_token WHERE token_hash = ?")
            .param(tokens.text("refreshToken"))
            .query(Integer.class)
            .single()).isZero();
    }

    @ParameterizedTest
    @CsvSource({ "GET,/api/me", "DELETE,/api/me", "GET,/api/reservations", "POST,/api/rounds/1/reservations",
            "POST,/api/admin/venues" })
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
    void tellsEverybodyThatThereIsNothing() {
        String path = "/api/nothing-here";
        assertThat(api().in("en").get(path).status()).isEqualTo(404);
        assertThat(api().in("en").get(path).code()).isEqualTo("request.not-found");
        assertThat(api().in("en").with("rubbish").get(path).code()).isEqualTo("request.unauthenticated");
        assertThat(api().in("en").with(member().text("accessToken")).get(path).status()).isEqualTo(404);
        assertThat(api().in("en").get("/api/admin/nothing-here").status()).isEqualTo(401);
        assertThat(api().in("en").send(HttpMethod.PATCH, "/api/me/coupons", Map.of()).status()).isEqualTo(405);
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

}
