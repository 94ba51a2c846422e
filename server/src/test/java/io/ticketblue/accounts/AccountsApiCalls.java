package io.ticketblue.accounts;

import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.ApiClient.newEmail;

/** Calls that the tests of people and their tokens have in common. */
abstract class AccountsApiCalls {

    @Autowired
    RestTestClient http;

    /** The tokens of a new buyer. */
    Answer member() {
        String email = newEmail();
        post("/api/accounts", signUp(email, PASSWORD, "푸른하늘"));
        return signIn(email, PASSWORD);
    }

    Answer me(String token) {
        return api().in("en").with(token).get("/api/me");
    }

    Answer signIn(String email, String password) {
        return api().signIn(email, password);
    }

    static Map<String, Object> signUp(String email, String password, String name) {
        return Map.of("email", email, "password", password, "name", name);
    }

    Answer post(String path, Object body) {
        return api().post(path, body);
    }

    ApiClient api() {
        return ApiClient.of(this.http);
    }

}
