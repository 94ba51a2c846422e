package io.ticketblue.embedded.toss;

import java.time.Duration;
import java.util.Map;

import io.ticketblue.embedded.toss.TossClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of cancellation.
 */
class TossSimulatorCancelTests {

    private static final String ORDER = "order-20261224";

    private final MovableClock clock = new MovableClock();

    private TossSimulator simulator;

    private TossClient client;

    private String key;

    @BeforeEach
    void start() {
        this.simulator = TossSimulator.start(TossSimulatorSettings.defaults().withClock(this.clock));
        this.client = new TossClient(this.simulator);
        this.key = this.simulator.pay(ORDER, 10_000, TossOutcome.APPROVE);
        this.client.confirm(this.key, ORDER, 10_000);
    }

    @AfterEach
    void stop() {
        this.simulator.close();
    }

    @Test
    void givesAllBack() {
        Reply reply = this.client.cancel(this.key, Map.of("cancelReason", "마음이 바뀜"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("status")).isEqualTo("CANCELED");
        assertThat(reply.json().path("balanceAmount").asLong()).isZero();
        assertThat(reply.json().path("totalAmount").asLong()).isEqualTo(10_000);
        var cancel = reply.json().path("cancels").get(0);
        assertThat(cancel.path("cancelAmount").asLong()).isEqualTo(10_000);
        assertThat(cancel.path("cancelReason").asString()).isEqualTo("마음이 바뀜");
        assertThat(cancel.path("transactionKey").asString()).isEqualTo(reply.text("lastTransactionKey"));
        assertThat(cancel.path("cancelStatus").asString()).isEqualTo("DONE");
        assertThat(this.simulator.refunded()).isEqualTo(10_000);
        assertThat(this.simulator.refunded(ORDER)).isEqualTo(10_000);
        assertThat(this.simulator.captured()).isEqualTo(10_000);
    }

    @Test
    void staysPartiallyCancelledWhenAPartAndThenTheRestIsGivenBack() {
        Reply part = this.client.cancel(this.key, Map.of("cancelReason", "1", "cancelAmount", 3_000));
        assertThat(part.text("status")).isEqualTo("PARTIAL_CANCELED");
        assertThat(part.json().path("balanceAmount").asLong()).isEqualTo(7_000);
        assertThat(part.json().path("cancels").get(0).path("refundableAmount").asLong()).isEqualTo(7_000);
        this.clock.advance(Duration.ofSeconds(1));
        Reply rest = this.client.cancel(this.key, Map.of("cancelReason", "2", "refundableAmount", 7_000));
        assertThat(rest.text("status")).isEqualTo("PARTIAL_CANCELED");
        assertThat(rest.json().path("balanceAmount").asLong()).isZero();
        assertThat(rest.json().path("cancels").size()).isEqualTo(2);
        assertThat(this.simulator.refunded(ORDER)).isEqualTo(10_000);
        this.clock.advance(Duration.ofSeconds(1));
        assertThat(this.client.cancel(this.key, Map.of("cancelReason", "3")).text("code"))
            .isEqualTo("ALREADY_CANCELED_PAYMENT");
    }

    @Test
    void refusesASecondCancellationWithinASecond() {
        this.client.cancel(this.key, Map.of("cancelReason", "1", "cancelAmount", 1_000));
        this.clock.advance(Duration.ofMillis(999));
        Reply second = this.client.cancel(this.key, Map.of("cancelReason", "2", "cancelAmount", 1_000));
        assertThat(second.status()).isEqualTo(403);
        assertThat(second.text("code")).isEqualTo("FORBIDDEN_CONSECUTIVE_REQUEST");
        this.clock.advance(Duration.ofMillis(1));
        assertThat(this.client.cancel(this.key, Map.of("cancelReason", "2", "cancelAmount", 1_000)).status())
            .isEqualTo(200);
        assertThat(this.simulator.refunded()).isEqualTo(2_000);
    }

    @Test
    void refusesASecondFullCancellation() {
        this.client.cancel(this.key, Map.of("cancelReason", "1"));
        this.clock.advance(Duration.ofSeconds(1));
        Reply second = this.client.cancel(this.key, Map.of("cancelReason", "2"));
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.text("code")).isEqualTo("ALREADY_CANCELED_PAYMENT");
        assertThat(this.simulator.refunded()).isEqualTo(10_000);
    }

    @Test
    void refusesMoreThanIsLeftAndAWrongIdeaOfWhatIsLeft() {
        Reply more = this.client.cancel(this.key, Map.of("cancelReason", "1", "cancelAmount", 10_001));
        assertThat(more.status()).isEqualTo(403);
        assertThat(more.text("code")).isEqualTo("NOT_CANCELABLE_AMOUNT");
        Reply wrong = this.client.cancel(this.key,
                Map.of("cancelReason", "1", "cancelAmount", 1_000, "refundableAmount", 9_000));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("code")).isEqualTo("NOT_MATCHES_REFUNDABLE_AMOUNT");
        assertThat(this.simulator.refunded()).isZero();
    }

    @Test
    void refusesToCancelWhatWasNeverCaptured() {
        String open = this.simulator.pay("order-open", 1_000, TossOutcome.APPROVE);
        Reply reply = this.client.cancel(open, Map.of("cancelReason", "1"));
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.text("code")).isEqualTo("NOT_CANCELABLE_PAYMENT");
        assertThat(this.client.cancel("no-such-key", Map.of("cancelReason", "1")).text("code"))
            .isEqualTo("NOT_FOUND_PAYMENT");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{}", "{\"cancelReason\":\"\"}", "{\"cancelReason\":\"r\",\"cancelAmount\":0}",
            "{\"cancelReason\":\"r\",\"cancelAmount\":-1}", "{\"cancelReason\":\"r\",\"cancelAmount\":\"100\"}",
            "{\"cancelReason\":\"r\",\"cancelAmount\":100,\"taxFreeAmount\":101}",
            "{\"cancelReason\":\"r\",\"refundReceiveAccount\":{\"bank\":\"20\",\"accountNumber\":\"123456789012345678901\",\"holderName\":\"n\"}}" })
    void refusesAMalformedCancellation(String body) {
        Reply reply = this.client.post("/v1/payments/" + this.key + "/cancel", body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("code")).isEqualTo("INVALID_REQUEST");
        assertThat(this.simulator.refunded()).isZero();
    }

    @Test
    void refusesAReasonOfMoreThan200Characters() {
        assertThat(this.client.cancel(this.key, Map.of("cancelReason", "가".repeat(201))).text("code"))
            .isEqualTo("INVALID_REQUEST");
        assertThat(this.client.cancel(this.key, Map.of("cancelReason", "가".repeat(200))).status()).isEqualTo(200);
    }

}
