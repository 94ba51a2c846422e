package io.ticketblue.embedded.toss;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TossSimulatorDepositTests {

    private static final Map<String, String> ACCOUNT = Map.of("bank", "20", "accountNumber", "1002123456789",
            "holderName", "김하늘");

    private static final String ORDER = "order-0001";

    private final MovableClock clock = new MovableClock();

    @TempDir
    private Path directory;

    private TossSimulator simulator;

    private TossClient shop;

    @BeforeEach
    void start() {
        this.simulator = TossSimulator
            .start(TossSimulatorSettings.defaults().withClock(this.clock).withDirectory(this.directory));
        this.shop = new TossClient(this.simulator);
    }

    @AfterEach
    void stop() {
        this.simulator.close();
    }

    @Test
    void confirmingMakesAnAccountThatWaits() {
        TossClient.Reply reply = confirmed();
        assertThat(reply.text("status")).isEqualTo("WAITING_FOR_DEPOSIT");
        assertThat(reply.text("method")).isEqualTo("가상계좌");
        assertThat(reply.text("secret")).startsWith("ps_");
        JsonNode account = reply.json().path("virtualAccount");
        assertThat(account.path("accountNumber").asString()).matches("[0-9]{14}");
        assertThat(account.path("bankCode").asString()).isEqualTo("20");
        assertThat(account.path("dueDate").asString()).isEqualTo("2026-12-31T19:30:00+09:00");
        assertThat(account.path("expired").asBoolean()).isFalse();
        assertThat(reply.json().path("approvedAt").isNull()).isTrue();
        assertThat(this.simulator.captured()).isZero();
    }

    @Test
    void closesAccountsWhenTheShopHasSet() {
        try (TossSimulator strict = TossSimulator
            .start(TossSimulatorSettings.defaults().withClock(this.clock).withDepositFor(Duration.ofHours(24)))) {
            TossClient client = new TossClient(strict);
            JsonNode account = client.confirm(strict.payByTransfer(ORDER, 50_000), ORDER, 50_000)
                .json()
                .path("virtualAccount");
            assertThat(account.path("dueDate").asString()).isEqualTo("2026-12-25T19:30:00+09:00");
        }
    }

    @Test
    void takesTheExactAmountOnce() {
        String key = confirmed().text("paymentKey");
        assertThatIllegalStateException().isThrownBy(() -> this.simulator.deposit(ORDER, 49_999))
            .withMessageContaining("WRONG_DEPOSIT_AMOUNT");
        this.simulator.deposit(ORDER, 50_000);
        assertThat(this.shop.lookup(key).text("status")).isEqualTo("DONE");
        assertThat(this.simulator.captured(ORDER)).isEqualTo(50_000);
        assertThatIllegalStateException().isThrownBy(() -> this.simulator.deposit(ORDER, 50_000))
            .withMessageContaining("CLOSED_ACCOUNT");
    }

    @Test
    void takesNothingWhenItsTimeIsOver() {
        String key = confirmed().text("paymentKey");
        this.clock.advance(Duration.ofDays(7));
        assertThat(this.shop.lookup(key).json().path("virtualAccount").path("expired").asBoolean()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> this.simulator.deposit(ORDER, 50_000))
            .withMessageContaining("CLOSED_ACCOUNT");
    }

    @Test
    void isClosedOnlyWholeBeforeTheDeposit() {
        String key = confirmed().text("paymentKey");
        assertThat(this.shop.cancel(key, Map.of("cancelReason", "마감", "cancelAmount", 1000)).text("code"))
            .isEqualTo("NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT");
        TossClient.Reply closed = this.shop.cancel(key, Map.of("cancelReason", "마감", "cancelAmount", 50_000));
        assertThat(closed.text("status")).isEqualTo("CANCELED");
        assertThat(closed.json().path("balanceAmount").asLong()).isZero();
        assertThat(this.simulator.captured(ORDER)).isZero();
        assertThat(this.simulator.refunded(ORDER)).isZero();
        assertThatIllegalStateException().isThrownBy(() -> this.simulator.deposit(ORDER, 50_000));
    }

    @Test
    void wantsToKnowWhereADepositGoesBackTo() {
        String key = confirmed().text("paymentKey");
        this.simulator.deposit(ORDER, 50_000);
        assertThat(this.shop.cancel(key, Map.of("cancelReason", "취소")).text("code"))
            .isEqualTo("INVALID_REFUND_ACCOUNT_INFO");
        TossClient.Reply back = this.shop.cancel(key,
                Map.of("cancelReason", "취소", "cancelAmount", 20_000, "refundReceiveAccount", ACCOUNT));
        assertThat(back.text("status")).isEqualTo("PARTIAL_CANCELED");
        assertThat(back.json().path("virtualAccount").path("refundStatus").asString()).isEqualTo("COMPLETED");
        assertThat(this.simulator.refunded(ORDER)).isEqualTo(20_000);
    }

    @Test
    void theBankMayTakeADepositBack() {
        String key = confirmed().text("paymentKey");
        this.simulator.deposit(ORDER, 50_000);
        this.simulator.undoDeposit(ORDER);
        assertThat(this.shop.lookup(key).text("status")).isEqualTo("WAITING_FOR_DEPOSIT");
        assertThat(this.simulator.captured(ORDER)).isZero();
        this.simulator.deposit(ORDER, 50_000);
        assertThat(this.simulator.captured(ORDER)).isEqualTo(50_000);
        this.shop.cancel(key, Map.of("cancelReason", "취소", "cancelAmount", 20_000, "refundReceiveAccount", ACCOUNT));
        this.simulator.undoDeposit(ORDER);
        TossClient.Reply waiting = this.shop.lookup(key);
        assertThat(waiting.text("status")).isEqualTo("WAITING_FOR_DEPOSIT");
        assertThat(waiting.json().path("cancels").path(0).path("cancelAmount").asLong()).isEqualTo(20_000);
        assertThat(this.simulator.captured(ORDER)).isZero();
        assertThat(this.simulator.refunded(ORDER)).as("it has gone all the same").isEqualTo(20_000);
    }

    @Test
    void anAccountOutlivesTheProcess() {
        String key = confirmed().text("paymentKey");
        String number = this.shop.lookup(key).json().path("virtualAccount").path("accountNumber").asString();
        this.simulator.close();
        start();
        // With other keys than before, but with the same payments.
        assertThat(this.shop.lookup(key).json().path("virtualAccount").path("accountNumber").asString())
            .isEqualTo(number);
        this.simulator.deposit(ORDER, 50_000);
        assertThat(this.simulator.captured(ORDER)).isEqualTo(50_000);
    }

    @Test
    void listsWhatHappenedByTimeAndInPages() {
        String key = confirmed().text("paymentKey");
        this.clock.advance(Duration.ofHours(1));
        this.simulator.deposit(ORDER, 50_000);
        this.clock.advance(Duration.ofHours(1));
        this.shop.cancel(key, Map.of("cancelReason", "취소", "cancelAmount", 20_000, "refundReceiveAccount", ACCOUNT));
        String day = "/v1/transactions?startDate=2026-12-24T00:00:00&endDate=2026-12-24T23:59:59";
        JsonNode all = this.shop.get(day).json();
        assertThat(all.values()).extracting((one) -> one.path("status").asString())
            .containsExactly("WAITING_FOR_DEPOSIT", "DONE", "PARTIAL_CANCELED");
        assertThat(all.get(2).path("amount").asLong()).isEqualTo(20_000);
        assertThat(all.get(1).path("transactionAt").asString()).isEqualTo("2026-12-24T20:30:00+09:00");
        assertThat(all.get(1).path("paymentKey").asString()).isEqualTo(key);
        JsonNode first = this.shop.get(day + "&limit=2").json();
        assertThat(first.size()).isEqualTo(2);
        JsonNode rest = this.shop.get(day + "&limit=2&startingAfter=" + first.get(1).path("transactionKey").asString())
            .json();
        assertThat(rest.values()).extracting((one) -> one.path("status").asString())
            .containsExactly("PARTIAL_CANCELED");
        assertThat(this.shop.get("/v1/transactions?startDate=2026-12-25&endDate=2026-12-25").json().size()).isZero();
        assertThat(this.shop.get("/v1/transactions?startDate=yesterday&endDate=2026-12-25").text("code"))
            .isEqualTo("INVALID_REQUEST");
    }

    @Test
    void aTesterDepositsOnAPage() throws Exception {
        String key = confirmed().text("paymentKey");
        HttpClient browser = HttpClient.newHttpClient();
        String index = browser.send(page("/?lang=en").GET().build(), BodyHandlers.ofString()).body();
        assertThat(index).contains("/deposit/" + key);
        String form = browser.send(page("/deposit/" + key + "?lang=en").GET().build(), BodyHandlers.ofString()).body();
        assertThat(form).contains("value=\"50000\"", "Woori Bank");
        String wrong = post(browser, key, "action=deposit&amount=1");
        assertThat(wrong).contains("exactly the amount");
        assertThat(post(browser, key, "action=deposit&amount=50000")).contains("Done.", "Paid");
        assertThat(this.simulator.captured(ORDER)).isEqualTo(50_000);
        assertThat(post(browser, key, "action=undo")).contains("Waiting for deposit");
    }

    private String post(HttpClient browser, String key, String form) throws Exception {
        return browser
            .send(page("/deposit/" + key + "?lang=en").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(), BodyHandlers.ofString())
            .body();
    }

    private HttpRequest.Builder page(String path) {
        return HttpRequest.newBuilder(URI.create(this.simulator.url() + path));
    }

    private TossClient.Reply confirmed() {
        return this.shop.confirm(this.simulator.payByTransfer(ORDER, 50_000), ORDER, 50_000);
    }

}
