package io.ticketblue.shared;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.Together;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@ProbeTest
class IdempotencyIntegrationTests {

    private static final String ORDERS = "/api/probe/orders";

    private static final String KEY = "Idempotency-Key";

    @Autowired
    private RestTestClient http;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private IdempotentRequests requests;

    private String key = "";

    @BeforeEach
    void freshKey() {
        this.key = UUID.randomUUID().toString();
        ProbeApi.ORDERS.set(0);
    }

    @Test
    void givesTheFirstAnswerAgain() {
        ApiClient buyer = buyer();
        Answer first = buyer.header(KEY, this.key).post(ORDERS, Map.of("seat", 7));
        Answer second = buyer.header(KEY, this.key).post(ORDERS, Map.of("seat", 7));
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(second.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(ProbeApi.ORDERS).hasValue(1);
    }

    @Test
    void givesARefusalAgain() {
        ApiClient buyer = buyer();
        Answer first = buyer.header(KEY, this.key).post(ORDERS, Map.of("answer", 409));
        Answer second = buyer.header(KEY, this.key).post(ORDERS, Map.of("answer", 409));
        assertThat(List.of(first.status(), second.status())).containsExactly(409, 409);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(ProbeApi.ORDERS).hasValue(1);
    }

    @Test
    void givesAForbiddenAnswerAgainThatDoesNotPassByItself() {
        ApiClient buyer = buyer().header(KEY, this.key);
        buyer.post(ORDERS, Map.of("answer", 403));
        assertThat(buyer.post(ORDERS, Map.of("answer", 403)).header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(ProbeApi.ORDERS).hasValue(1);
    }

    @Test
    void refusesTheKeyForAnotherBodyOrPath() {
        ApiClient buyer = buyer().header(KEY, this.key);
        buyer.post(ORDERS, Map.of("seat", 7));
        for (Answer other : List.of(buyer.post(ORDERS, Map.of("seat", 8)),
                buyer.post(ORDERS + "?x=1", Map.of("seat", 7)))) {
            assertThat(other.status()).isEqualTo(422);
            assertThat(other.code()).isEqualTo("request.idempotency-key-reused");
        }
        assertThat(ProbeApi.ORDERS).hasValue(1);
    }

    @Test
    void keepsTheKeysOfDifferentPeopleApart() {
        buyer().header(KEY, this.key).post(ORDERS, Map.of("seat", 7));
        assertThat(buyer().header(KEY, this.key).post(ORDERS, Map.of("seat", 8)).status()).isEqualTo(201);
        assertThat(ProbeApi.ORDERS).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"surprise\": true}", "{\"answer\": 503}", "{\"answer\": 429}", "{\"notYet\": true}" })
    void letsARequestThatMayStillSucceedRunAgain(String body) {
        ApiClient buyer = buyer().header(KEY, this.key);
        buyer.post(ORDERS, body);
        Answer second = buyer.post(ORDERS, body);
        assertThat(second.header("Idempotency-Replayed")).isEmpty();
        assertThat(ProbeApi.ORDERS).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "a b", "x123456789x123456789x123456789x123456789x123456789"
            + "x123456789x123456789x123456789x123456789x1234567890" })
    void refusesAKeyThatIsNone(String bad) {
        Answer answer = buyer().header(KEY, bad).post(ORDERS, Map.of());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly(KEY);
        assertThat(ProbeApi.ORDERS).hasValue(0);
    }

    @Test
    void asksWhoItIsBeforeAnythingElse() {
        assertThat(ApiClient.of(this.http).header(KEY, this.key).post(ORDERS, Map.of()).status()).isEqualTo(401);
    }

    @Test
    void takesOverWhatNeverEnded() {
        ApiClient buyer = buyer().header(KEY, this.key);
        buyer.post(ORDERS, Map.of("seat", 7));
        open(30);
        assertThat(buyer.post(ORDERS, Map.of("seat", 7)).code()).isEqualTo("request.in-progress");
        open(61);
        assertThat(buyer.post(ORDERS, Map.of("seat", 8)).status()).isEqualTo(422);
        assertThat(buyer.post(ORDERS, Map.of("seat", 7)).status()).isEqualTo(201);
        assertThat(ProbeApi.ORDERS).hasValue(2);
    }

    @Test
    void forgetsAfterADay() {
        ApiClient buyer = buyer().header(KEY, this.key);
        buyer.post(ORDERS, Map.of("seat", 7));
        age(24 * 3600 - 60);
        assertThat(buyer.post(ORDERS, Map.of("seat", 8)).status()).isEqualTo(422);
        age(24 * 3600 + 1);
        assertThat(buyer.post(ORDERS, Map.of("seat", 8)).status()).isEqualTo(201);
        age(24 * 3600 + 1);
        this.requests.purge();
        assertThat(count()).isZero();
    }

    @Test
    void runsOnceHoweverManyAskAtOnce() {
        ApiClient buyer = buyer().header(KEY, this.key);
        List<Answer> answers = Together.run(40, () -> buyer.post(ORDERS, Map.of("seat", 7)));
        assertThat(ProbeApi.ORDERS).hasValue(1);
        assertThat(answers).allSatisfy((answer) -> assertThat(answer.status()).isIn(201, 409))
            .anySatisfy((answer) -> assertThat(answer.status()).isEqualTo(201));
    }

    @Test
    void wouldRunOftenWithoutTheKeysKeeping() {
        ApiClient buyer = buyer().header(KEY, this.key);
        Together.run(40, () -> buyer.post("/api/probe/unguarded-orders", Map.of("seat", 7)));
        assertThat(ProbeApi.ORDERS).hasValue(40);
    }

    private ApiClient buyer() {
        return ApiClient.of(this.http).newBuyer();
    }

    private void open(int secondsAgo) {
        this.jdbc.sql("""
                UPDATE idempotent_request
                SET finished_at = NULL, status = NULL, body = NULL, started_at = UTC_TIMESTAMP(6) - INTERVAL ? SECOND
                WHERE idempotency_key = ?
                """).params(secondsAgo, this.key).update();
    }

    private void age(int seconds) {
        this.jdbc.sql("""
                UPDATE idempotent_request SET started_at = UTC_TIMESTAMP(6) - INTERVAL ? SECOND
                WHERE idempotency_key = ?
                """).params(seconds, this.key).update();
    }

    private int count() {
        return this.jdbc.sql("SELECT COUNT(*) FROM idempotent_request WHERE idempotency_key = ?")
            .param(this.key)
            .query(Integer.class)
            .single();
    }

}
