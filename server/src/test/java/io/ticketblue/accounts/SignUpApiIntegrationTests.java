package io.ticketblue.accounts;

import java.util.HashMap;
import java.util.Map;

import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.ApiClient.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class SignUpApiIntegrationTests extends AccountsApiCalls {

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
    void refusesANameOfSixtyThousandLettersAndABodyOfAMegabyte() {
        Answer answer = post("/api/accounts", signUp(newEmail(), PASSWORD, "a".repeat(60_000)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly("name");
        assertThat(post("/api/sessions", Map.of("email", newEmail(), "password", "a".repeat(60_000))).status())
            .isEqualTo(401);
        Answer larger = post("/api/accounts", signUp(newEmail(), PASSWORD, "a".repeat(1_000_000)));
        assertThat(larger.status()).isEqualTo(413);
        assertThat(larger.code()).isEqualTo("request.too-large");
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

}
