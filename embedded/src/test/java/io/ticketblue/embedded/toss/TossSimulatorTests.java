package io.ticketblue.embedded.toss;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import io.ticketblue.embedded.toss.TossClient.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rules of confirm and lookup.
 */
class TossSimulatorTests {

    private static final String ORDER = "order-20261224";

    private final MovableClock clock = new MovableClock();

    private TossSimulator simulator;

    private TossClient client;

    @BeforeEach
    void start() {
        this.simulator = TossSimulator.start(TossSimulatorSettings.defaults().withClock(this.clock));
        this.client = new TossClient(this.simulator);
    }

    @AfterEach
    void stop() {
        this.simulator.close();
    }

    @Test
    void refusesToBeReadUnderAnotherName() throws IOException {
        URI address = URI.create(this.simulator.url());
        try (Socket socket = new Socket(address.getHost(), address.getPort());
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            assertThat(reader.readLine()).contains("403");
        }
    }

    @Test
    void capturesAnApprovedPaymentWhenItIsConfirmed() {
        String key = this.simulator.pay(ORDER, 154_000, TossOutcome.APPROVE);
        assertThat(this.simulator.captured()).isZero();
        Reply reply = this.client.confirm(key, ORDER, 154_000);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("status")).isEqualTo("DONE");
        assertThat(reply.json().path("totalAmount").asLong()).isEqualTo(154_000);
        assertThat(this.simulator.captured()).isEqualTo(154_000);
        assertThat(this.simulator.captured(ORDER)).isEqualTo(154_000);
        assertThat(this.simulator.captured("another-order")).isZero();
    }

    @Test
    void writesTheWholePaymentObject() {
        String key = this.simulator.pay(ORDER, 50_000, TossOutcome.APPROVE);
        Reply reply = this.client.confirm(key, ORDER, 50_000);
        assertThat(reply.json().propertyNames()).contains("mId", "version", "paymentKey", "orderId", "orderName",
                "type", "status", "currency", "method", "totalAmount", "balanceAmount", "suppliedAmount", "vat",
                "taxFreeAmount", "requestedAt", "approvedAt", "lastTransactionKey", "isPartialCancelable", "secret",
                "card", "virtualAccount", "easyPay", "transfer", "receipt", "checkout", "cancels", "failure",
                "metadata");
        assertThat(reply.text("version")).isEqualTo("2022-11-16");
        assertThat(reply.text("method")).isEqualTo("카드");
        assertThat(reply.text("approvedAt")).isEqualTo("2026-12-24T19:30:00+09:00");
        assertThat(reply.json().path("suppliedAmount").asLong()).isEqualTo(45_455);
        assertThat(reply.json().path("vat").asLong()).isEqualTo(4_545);
        assertThat(reply.json().path("card").path("number").asString()).matches("\\d{8}\\*{4}\\d{3}\\*");
        assertThat(reply.json().path("card").path("approveNo").asString()).matches("\\d{8}");
        assertThat(reply.json().path("cancels").isNull()).isTrue();
        assertThat(reply.json().path("receipt").path("url").asString()).startsWith(this.simulator.url());
    }

    @ParameterizedTest
    @CsvSource({ "TOSSPAY, easyPay, 간편결제", "TRANSFER, transfer, 계좌이체", "CARD, card, 카드" })
    void writesTheObjectOfTheMethodAndNoOther(String method, String field, String name) {
        String key = this.client
            .post("/simulator/payments",
                    Map.of("orderId", ORDER, "amount", 1_000, "outcome", "APPROVE", "method", method))
            .text("paymentKey");
        Reply reply = this.client.confirm(key, ORDER, 1_000);
        assertThat(reply.text("method")).isEqualTo(name);
        for (String one : new String[] { "card", "easyPay", "transfer" }) {
            assertThat(reply.json().path(one).isNull()).isEqualTo(!one.equals(field));
        }
    }

    @Test
    void findsAPaymentByItsKeyAndByItsOrder() {
        String key = this.client.pay(ORDER, 1_000, "APPROVE").text("paymentKey");
        assertThat(this.client.lookup(key).text("status")).isEqualTo("IN_PROGRESS");
        assertThat(this.client.lookupByOrder(ORDER).text("paymentKey")).isEqualTo(key);
        this.client.confirm(key, ORDER, 1_000);
        assertThat(this.client.lookup(key).text("status")).isEqualTo("DONE");
        assertThat(this.client.lookup("no-such-key").text("code")).isEqualTo("NOT_FOUND_PAYMENT");
        assertThat(this.client.lookupByOrder("no-such-order").status()).isEqualTo(404);
    }

    @Test
    void findsTheAttemptThatPaidAmongSeveralOfAnOrder() {
        this.simulator.pay(ORDER, 1_000, TossOutcome.DECLINE);
        String paid = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        String late = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        this.client.confirm(paid, ORDER, 1_000);
        assertThat(this.client.lookupByOrder(ORDER).text("paymentKey")).isEqualTo(paid);
        assertThat(this.client.confirm(late, ORDER, 1_000).text("code")).isEqualTo("DUPLICATED_ORDER_ID");
        assertThat(this.client.pay(ORDER, 1_000, "APPROVE").text("code")).isEqualTo("DUPLICATED_ORDER_ID");
        assertThat(this.simulator.captured(ORDER)).isEqualTo(1_000);
    }

    @Test
    void refusesToConfirmTwice() {
        String key = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        this.client.confirm(key, ORDER, 1_000);
        Reply again = this.client.confirm(key, ORDER, 1_000);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text("code")).isEqualTo("ALREADY_PROCESSED_PAYMENT");
        assertThat(this.simulator.captured()).isEqualTo(1_000);
    }

    @Test
    void refusesADeclinedPaymentHoweverOftenItIsConfirmed() {
        String key = this.client.pay(ORDER, 1_000, "DECLINE").text("paymentKey");
        for (int i = 0; i < 2; i++) {
            Reply reply = this.client.confirm(key, ORDER, 1_000);
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.text("code")).isEqualTo("REJECT_CARD_COMPANY");
        }
        Reply lookup = this.client.lookup(key);
        assertThat(lookup.text("status")).isEqualTo("ABORTED");
        assertThat(lookup.json().path("failure").path("code").asString()).isEqualTo("REJECT_CARD_COMPANY");
        assertThat(this.simulator.captured()).isZero();
    }

    @Test
    void refusesAnotherAmountOrOrderThanAskedForAndCapturesNothing() {
        String key = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        Reply amount = this.client.confirm(key, ORDER, 999);
        assertThat(amount.status()).isEqualTo(400);
        assertThat(amount.text("code")).isEqualTo("INVALID_REQUEST");
        Reply order = this.client.confirm(key, "order-of-another", 1_000);
        assertThat(order.status()).isEqualTo(404);
        assertThat(order.text("code")).isEqualTo("NOT_FOUND_PAYMENT_SESSION");
        assertThat(this.simulator.captured()).isZero();
        assertThat(this.client.confirm(key, ORDER, 1_000).status()).isEqualTo(200);
    }

    @Test
    void confirmsUntilTenMinutesAfterTheApprovalAndNotLater() {
        String early = this.simulator.pay("order-early", 1_000, TossOutcome.APPROVE);
        String late = this.simulator.pay("order-late", 1_000, TossOutcome.APPROVE);
        this.clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(this.client.confirm(early, "order-early", 1_000).status()).isEqualTo(200);
        this.clock.advance(Duration.ofMillis(1));
        Reply reply = this.client.confirm(late, "order-late", 1_000);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text("code")).isEqualTo("NOT_FOUND_PAYMENT_SESSION");
        assertThat(this.client.lookup(late).text("status")).isEqualTo("EXPIRED");
        this.clock.advance(Duration.ofDays(30));
        assertThat(this.client.lookup(early).text("status")).isEqualTo("DONE");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{", "[]", "{\"orderId\":\"order-1\",\"amount\":1000}",
            "{\"paymentKey\":\"k\",\"amount\":1000}", "{\"paymentKey\":\"k\",\"orderId\":\"short\",\"amount\":1000}",
            "{\"paymentKey\":\"k\",\"orderId\":\"with spaces\",\"amount\":1000}",
            "{\"paymentKey\":\"k\",\"orderId\":\"order-1\"}",
            "{\"paymentKey\":\"k\",\"orderId\":\"order-1\",\"amount\":\"1000\"}",
            "{\"paymentKey\":\"k\",\"orderId\":\"order-1\",\"amount\":10.5}",
            "{\"paymentKey\":\"k\",\"orderId\":\"order-1\",\"amount\":-1000}",
            "{\"paymentKey\":\"k\",\"orderId\":\"order-1\",\"amount\":1e300}",
            "{\"paymentKey\":7,\"orderId\":\"order-1\",\"amount\":1000}" })
    void refusesAMalformedConfirmation(String body) {
        Reply reply = this.client.post("/v1/payments/confirm", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("code")).isEqualTo("INVALID_REQUEST");
    }

    @ParameterizedTest
    @CsvSource({ "CARD, 99, 400", "CARD, 100, 200", "TRANSFER, 199, 400", "TRANSFER, 200, 200", "TOSSPAY, 99, 400" })
    void refusesLessThanTheSmallestAmountOfTheMethod(String method, long amount, int status) {
        Reply reply = this.client.post("/simulator/payments",
                Map.of("orderId", ORDER, "amount", amount, "outcome", "APPROVE", "method", method));
        assertThat(reply.status()).isEqualTo(status);
        if (status == 400) {
            assertThat(reply.text("code")).isEqualTo("BELOW_MINIMUM_AMOUNT");
        }
    }

    @Test
    void wantsTheSecretKeyWithAColon() throws Exception {
        String secret = this.simulator.secretKey();
        assertThat(statusAndCode(null)).isEqualTo("401 UNAUTHORIZED_KEY");
        assertThat(statusAndCode("Bearer " + secret)).isEqualTo("401 UNAUTHORIZED_KEY");
        assertThat(statusAndCode("Basic %%%")).isEqualTo("401 UNAUTHORIZED_KEY");
        assertThat(statusAndCode(TossClient.basic("test_sk_wrong:"))).isEqualTo("401 UNAUTHORIZED_KEY");
        assertThat(statusAndCode(TossClient.basic(this.simulator.clientKey() + ":"))).isEqualTo("401 UNAUTHORIZED_KEY");
        assertThat(statusAndCode(TossClient.basic(secret))).isEqualTo("403 INCORRECT_BASIC_AUTH_FORMAT");
        assertThat(statusAndCode(TossClient.basic("test_gsk_other:"))).isEqualTo("400 INVALID_API_KEY");
        assertThat(statusAndCode(TossClient.basic(secret + ":"))).isEqualTo("404 NOT_FOUND_PAYMENT");
        assertThat(this.simulator.calls()).hasSize(8);
    }

    private String statusAndCode(@Nullable String authorization) throws Exception {
        var request = this.client.plain("/v1/payments/some-payment-key");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        Reply reply = this.client.reply(this.client.send(request.build()));
        return reply.status() + " " + reply.text("code");
    }

    @Test
    void speaksKoreanUnlessEnglishIsAskedFor() {
        assertThat(this.client.lookup("no-such-key").text("message")).isEqualTo("존재하지 않는 결제 정보 입니다.");
        assertThat(this.client.lookup("no-such-key", "Accept-Language", "en-US").text("message"))
            .isEqualTo("Not found payment.");
    }

    @Test
    void makesTheErrorThatATestCodeNames() {
        String key = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        Reply reply = this.client.confirm(key, ORDER, 1_000, "TossPayments-Test-Code", "INVALID_STOPPED_CARD");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("code")).isEqualTo("INVALID_STOPPED_CARD");
        Reply fds = this.client.confirm(key, ORDER, 1_000, "TossPayments-Test-Code", "FDS_ERROR");
        assertThat(fds.status()).isEqualTo(403);
        assertThat(this.simulator.captured()).isZero();
        assertThat(this.client.confirm(key, ORDER, 1_000).status()).isEqualTo(200);
    }

    @Test
    void answersUnknownPathsAndMethodsWithoutBreaking() throws Exception {
        assertThat(this.client.get("/v1/brandpay/payments").status()).isEqualTo(404);
        assertThat(this.client.put("/v1/payments/confirm", Map.of()).status()).isEqualTo(405);
        String large = "x".repeat(300_000);
        assertThat(this.client
            .reply(this.client
                .send(this.client.signed("/v1/payments/confirm").POST(BodyPublishers.ofString(large)).build()))
            .status()).isEqualTo(413);
    }

    @Test
    void recordsCalls() {
        String key = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        this.client.confirm(key, ORDER, 1_000, "Idempotency-Key", "once");
        this.client.confirm(key, ORDER, 1_000, "Idempotency-Key", "once");
        this.client.lookup("no-such-key");
        assertThat(this.simulator.calls()).extracting(TossCall::operation)
            .containsExactly(TossOperation.CONFIRM, TossOperation.CONFIRM, TossOperation.LOOKUP);
        assertThat(this.simulator.calls()).extracting(TossCall::replayed).containsExactly(false, true, false);
        assertThat(this.simulator.calls().getFirst().idempotencyKey()).isEqualTo("once");
        assertThat(this.simulator.calls().getFirst().body()).contains(key);
        assertThat(this.simulator.calls().getLast().code()).isEqualTo("NOT_FOUND_PAYMENT");
    }

    @Test
    void saysWhatToDoAboutATakenPort() {
        int port = URI.create(this.simulator.url()).getPort();
        TossSimulatorSettings settings = TossSimulatorSettings.defaults().withPort(port);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> TossSimulator.start(settings))
            .withMessageContaining("Port " + port + " is taken");
    }

    @Test
    void makesKeysOfBothKindsAndRefusesAMixedPair() {
        assertThat(this.simulator.clientKey()).startsWith("test_ck_");
        assertThat(this.simulator.secretKey()).startsWith("test_sk_");
        assertThat(TossKeys.widget().clientKey()).startsWith("test_gck_");
        assertThatExceptionOfType(IllegalArgumentException.class)
            .isThrownBy(() -> new TossKeys("test_gck_a", "test_sk_a"))
            .withMessageContaining("pair");
    }

}
