package io.ticketblue.embedded.toss;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.ticketblue.embedded.toss.TossClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The browser script's calls, the payment window and the pages for people.
 */
class TossSimulatorPagesTests {

    private static final String ORDER = "order-20261224";

    private final MovableClock clock = new MovableClock();

    private TossSimulator simulator;

    private TossClient client;

    @BeforeEach
    void start() {
        this.simulator = TossSimulator
            .start(TossSimulatorSettings.defaults().withClock(this.clock).withListing(3, Duration.ofHours(1)));
        this.client = new TossClient(this.simulator);
    }

    @AfterEach
    void stop() {
        this.simulator.close();
    }

    @Test
    void sendsTheBuyerToTheSuccessUrlAfterApproving() {
        String key = open(Map.of()).text("paymentKey");
        assertThat(this.client.lookup(key).text("status")).isEqualTo("READY");
        assertThat(this.client.lookup(key).json().path("method").isNull()).isTrue();
        HttpResponse<String> answer = click(key, "approve");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(location(answer)).isEqualTo("http://localhost:8080/success?step=2&paymentType=NORMAL&orderId="
                + ORDER + "&paymentKey=" + key + "&amount=154000#pay");
        assertThat(this.client.lookup(key).text("status")).isEqualTo("IN_PROGRESS");
        assertThat(this.client.confirm(key, ORDER, 154_000).text("status")).isEqualTo("DONE");
    }

    @Test
    void sendsTheBuyerToTheFailUrlAfterDeclining() {
        String key = open(Map.of()).text("paymentKey");
        assertThat(location(click(key, "decline")))
            .startsWith("http://localhost:8080/fail?code=REJECT_CARD_COMPANY&message=")
            .endsWith("&orderId=" + ORDER);
        assertThat(this.client.confirm(key, ORDER, 154_000).text("code")).isEqualTo("REJECT_CARD_COMPANY");
    }

    @Test
    void sendsTheBuyerToTheFailUrlWithoutAnOrderAfterClosing() {
        String key = open(Map.of()).text("paymentKey");
        assertThat(location(click(key, "close")))
            .startsWith("http://localhost:8080/fail?code=PAY_PROCESS_CANCELED&message=")
            .doesNotContain("orderId");
        assertThat(this.client.lookup(key).text("status")).isEqualTo("READY");
        assertThat(this.client.confirm(key, ORDER, 154_000).text("code")).isEqualTo("NOT_FOUND_PAYMENT_SESSION");
    }

    @Test
    void repeatsTheWayToTheShopWhenTheBuyerComesBackAfterApproving() {
        String key = open(Map.of()).text("paymentKey");
        String first = location(click(key, "approve"));
        this.clock.advance(Duration.ofMinutes(9));
        assertThat(location(click(key, "approve"))).isEqualTo(first);
        assertThat(location(click(key, "decline"))).isEqualTo(first);
        assertThat(location(page("/window/" + key))).isEqualTo(first);
        this.clock.advance(Duration.ofMinutes(1));
        assertThat(this.client.lookup(key).text("status")).isEqualTo("EXPIRED");
    }

    @Test
    void saysThatAPaymentHasEndedAndLeadsBackToTheShop() {
        String key = open(Map.of()).text("paymentKey");
        this.clock.advance(Duration.ofMinutes(30));
        for (HttpResponse<String> answer : List.of(page("/window/" + key), click(key, "approve"))) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("결제 시간이 지났습니다")
                .contains("href=\"http://localhost:8080/fail?code=PAY_PROCESS_ABORTED");
        }
        assertThat(this.client.lookup(key).json().path("failure").path("code").asString()).isEqualTo("EXPIRED_PAYMENT");
    }

    @Test
    void showsWhatIsPaidInTheBuyersLanguageAndThatItIsASimulator() {
        Reply opened = open(Map.of());
        String korean = page("/window/" + opened.text("paymentKey")).body();
        assertThat(korean).contains("<html lang=\"ko\">", "154,000원", "실제 돈은 움직이지 않습니다", "결제 승인하기");
        String english = page("/window/" + opened.text("paymentKey") + "?lang=en").body();
        assertThat(english).contains("<html lang=\"en\">", "₩154,000", "no real money moves", "Approve payment");
        assertThat(opened.text("windowUrl")).endsWith("?lang=ko");
    }

    @Test
    void escapesWhatTheShopSends() {
        String key = open(Map.of("orderName", "<script>alert('1')</script> & \"q\" $1 {{{rows}}}")).text("paymentKey");
        for (String path : new String[] { "/window/" + key, "/" }) {
            assertThat(page(path).body()).doesNotContain("<script>")
                .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;q&quot; $1 {{{rows}}}");
        }
    }

    @Test
    void letsFormsOfTheWindowLeadToTheShopOnly() {
        HttpResponse<String> answer = page("/window/" + open(Map.of()).text("paymentKey"));
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
            .startsWith("default-src 'none'")
            .endsWith("form-action 'self' http://localhost:8080 http://localhost:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = { "javascript:alert(1)", "data:text/html,x", "/relative", "http:///nohost", "http://a b",
            "ftp://localhost/x", "http://user@localhost/", "http://localhost/\r\nX: y" })
    void sendsTheBuyerToWebAddressesOnly(String url) {
        for (String field : new String[] { "successUrl", "failUrl" }) {
            Reply reply = open(Map.of(field, url));
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text("message")).contains(field);
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-",
            value = { "clientKey, test_ck_wrong, UNAUTHORIZED_KEY", "orderId, short, INVALID_REQUEST",
                    "orderName, '', INVALID_REQUEST", "customerKey, x, INVALID_REQUEST",
                    "method, BITCOIN, NOT_SUPPORTED_METHOD" })
    void refusesAMalformedRequestOfTheScript(String field, String value, String code) {
        assertThat(open(Map.of(field, value)).text("code")).isEqualTo(code);
    }

    @Test
    void refusesOtherMoneyThanWonAndTooLittleOfIt() {
        assertThat(open(Map.of("amount", Map.of("currency", "USD", "value", 100))).text("code"))
            .isEqualTo("INVALID_REQUEST");
        assertThat(open(Map.of("amount", Map.of("currency", "KRW", "value", 99))).text("code"))
            .isEqualTo("BELOW_MINIMUM_AMOUNT");
    }

    @ParameterizedTest
    @CsvSource({ "http://localhost:8080, true", "http://127.0.0.1:3000, true", "http://[::1]:8080, true",
            "https://example.org, false", "http://localhost.example.org, false", "null, false" })
    void letsPagesOfThisMachineCallAndNoOthers(String origin, boolean allowed) throws Exception {
        HttpResponse<String> answer = this.client.send(this.client.plain("/sdk/payments")
            .header("Origin", origin)
            .method("OPTIONS", BodyPublishers.noBody())
            .build());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin").isPresent()).isEqualTo(allowed);
    }

    @Test
    void servesTheBrowserScript() {
        HttpResponse<String> answer = page("/v2/standard");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/javascript");
        assertThat(answer.body()).contains("TossPayments");
    }

    @Test
    void listsTheLatestPaymentsAndForgetsEndedOnesThereOnly() {
        assertThat(page("/").body()).contains("아직 결제가 없습니다");
        String first = this.simulator.pay("order-first", 1_000, TossOutcome.APPROVE);
        this.client.confirm(first, "order-first", 1_000);
        assertThat(page("/").body()).contains("order-first", this.simulator.clientKey(), "1,000원");
        for (int i = 0; i < 3; i++) {
            this.simulator.pay("order-later-" + i, 1_000, TossOutcome.DECLINE);
        }
        assertThat(page("/").body()).doesNotContain("order-first").contains("order-later-0", "order-later-2");
        this.clock.advance(Duration.ofHours(1));
        assertThat(page("/").body()).doesNotContain("order-later");
        assertThat(this.client.lookup(first).text("status")).isEqualTo("DONE");
    }

    @Test
    void givesAReceiptForWhatWasPaidOnly() {
        String key = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        assertThat(page("/receipt/" + key).statusCode()).isEqualTo(404);
        String url = this.client.confirm(key, ORDER, 1_000).json().path("receipt").path("url").asString();
        HttpResponse<String> answer = page(URI.create(url).getPath());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("1,000원", ORDER, "2026. 12. 24. (목) 19:30:00");
    }

    @Test
    void showsAPaymentToAnybodyAtItsOwnAddress() {
        String key = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        assertThat(page("/simulator/payments/" + key).body()).contains("\"status\":\"IN_PROGRESS\"");
    }

    @Test
    void saysTheSameInBothLanguages() throws Exception {
        Properties korean = new Properties();
        korean.load(new StringReader(Resources.text("messages_ko.properties")));
        Properties english = new Properties();
        english.load(new StringReader(Resources.text("messages_en.properties")));
        assertThat(korean.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    }

    private Reply open(Map<String, ?> changes) {
        Map<String, Object> body = new HashMap<>(Map.of("clientKey", this.simulator.clientKey(), "customerKey",
                "customer-1", "method", "CARD", "amount", Map.of("currency", "KRW", "value", 154_000), "orderId", ORDER,
                "orderName", "달빛 정원 VIP석 2매", "successUrl", "http://localhost:8080/success?step=2#pay", "failUrl",
                "http://localhost:8080/fail"));
        body.putAll(changes);
        return this.client.post("/sdk/payments", body);
    }

    private HttpResponse<String> click(String paymentKey, String action) {
        try {
            return this.client.send(this.client.plain("/window/" + paymentKey)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("action=" + action))
                .build());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private HttpResponse<String> page(String path) {
        try {
            return this.client.send(this.client.plain(path).GET().build());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

}
