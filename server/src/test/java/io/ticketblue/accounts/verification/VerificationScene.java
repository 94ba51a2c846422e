package io.ticketblue.accounts.verification;

import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.ApiClient.newEmail;
import static org.assertj.core.api.Assertions.assertThat;

/** People who sign up and are sent links, and the events that are on their way. */
record VerificationScene(RestTestClient http, Accounts accounts, JdbcClient sql) {

    static final String PATH = "/api/email-verifications";

    /** The address of somebody who has signed up. */
    String signUp(String language) {
        String email = newEmail();
        Answer made = api().in(language)
            .post("/api/accounts", Map.of("email", email, "password", PASSWORD, "name", "푸른하늘"));
        assertThat(made.status()).isEqualTo(201);
        return email;
    }

    Answer verify(String token) {
        return api().put(PATH + "/" + token, null);
    }

    /** How many coupons somebody who is signed in has. */
    int coupons(ApiClient person) {
        return person.get("/api/me/coupons").body().path("total").asInt();
    }

    AccountView account(String email) {
        return this.accounts.accountOf(email).orElseThrow();
    }

    /** A regular expression of the events of an account. */
    String event(String email) {
        return "\"account\":" + account(email).id() + "[,}]";
    }

    /** How many events of an account are left to be delivered. */
    long publications(String email) {
        return count(email, "");
    }

    /** How many of them were tried without success. */
    long failures(String email) {
        return count(email, " AND STATUS = 'FAILED'");
    }

    private long count(String email, String condition) {
        return this.sql.sql("SELECT COUNT(*) FROM EVENT_PUBLICATION WHERE SERIALIZED_EVENT REGEXP :event" + condition)
            .param("event", event(email))
            .query(Long.class)
            .single();
    }

    ApiClient api() {
        return ApiClient.of(this.http);
    }

}
