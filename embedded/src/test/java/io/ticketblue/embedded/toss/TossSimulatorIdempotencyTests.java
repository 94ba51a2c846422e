package io.ticketblue.embedded.toss;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.ticketblue.embedded.toss.TossClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rules of {@code Idempotency-Key}.
 */
class TossSimulatorIdempotencyTests {

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
    void givesTheFirstAnswerAgain() {
        String key = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        Reply first = this.client.confirm(key, ORDER, 1_000, "Idempotency-Key", "a");
        Reply again = this.client.confirm(key, ORDER, 1_000, "Idempotency-Key", "a");
        assertThat(again).isEqualTo(first);
        assertThat(this.client.confirm(key, ORDER, 1_000, "Idempotency-Key", "b").text("code"))
            .isEqualTo("ALREADY_PROCESSED_PAYMENT");
        assertThat(this.simulator.captured()).isEqualTo(1_000);
    }

    @Test
    void givesAFirstRefusalAgainEvenWhenTheRequestWasCorrected() {
        String key = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        assertThat(this.client.confirm(key, ORDER, 999, "Idempotency-Key", "a").status()).isEqualTo(400);
        assertThat(this.client.confirm(key, ORDER, 1_000, "Idempotency-Key", "a").status()).isEqualTo(400);
        assertThat(this.simulator.captured()).isZero();
        assertThat(this.client.confirm(key, ORDER, 1_000, "Idempotency-Key", "b").status()).isEqualTo(200);
    }

    @Test
    void givesTheErrorOfATestCodeAgain() {
        String key = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        this.client.confirm(key, ORDER, 1_000, "Idempotency-Key", "a", "TossPayments-Test-Code", "PROVIDER_ERROR");
        assertThat(this.client.confirm(key, ORDER, 1_000, "Idempotency-Key", "a").text("code"))
            .isEqualTo("PROVIDER_ERROR");
    }

    @Test
    void forgetsAKeyAfterFifteenDays() {
        String key = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        this.client.confirm(key, ORDER, 1_000, "Idempotency-Key", "a");
        this.clock.advance(Duration.ofDays(15));
        assertThat(this.client.confirm(key, ORDER, 1_000, "Idempotency-Key", "a").status()).isEqualTo(200);
        this.clock.advance(Duration.ofSeconds(1));
        assertThat(this.client.confirm(key, ORDER, 1_000, "Idempotency-Key", "a").text("code"))
            .isEqualTo("ALREADY_PROCESSED_PAYMENT");
    }

    @Test
    void keepsTheSameKeyApartAtAnotherAddress() {
        String key = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        this.client.confirm(key, ORDER, 1_000, "Idempotency-Key", "a");
        assertThat(this.client.cancel(key, Map.of("cancelReason", "r"), "Idempotency-Key", "a").text("status"))
            .isEqualTo("CANCELED");
    }

    @Test
    void refusesAKeyOfMoreThan300Characters() {
        String key = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        Reply reply = this.client.confirm(key, ORDER, 1_000, "Idempotency-Key", "k".repeat(301));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("code")).isEqualTo("INVALID_IDEMPOTENCY_KEY");
        assertThat(this.client.confirm(key, ORDER, 1_000, "Idempotency-Key", "k".repeat(300)).status()).isEqualTo(200);
    }

    @Test
    void processesOneOfManyEqualRequestsAndTellsTheOthersToWait() {
        this.simulator.faults().next(TossOperation.CONFIRM, 20, TossFault.delayBefore(Duration.ofMillis(300)));
        String key = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        List<Reply> replies = inParallel(20, i -> "the-same");
        assertThat(replies).filteredOn(reply -> reply.status() == 200)
            .isNotEmpty()
            .allSatisfy(reply -> assertThat(reply.text("paymentKey")).isEqualTo(key));
        assertThat(replies).filteredOn(reply -> reply.status() != 200).isNotEmpty().allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(409);
            assertThat(reply.text("code")).isEqualTo("IDEMPOTENT_REQUEST_PROCESSING");
        });
        assertThat(processed()).isOne();
        assertThat(this.simulator.captured()).isEqualTo(1_000);
    }

    /**
     * The control: without a common key every request is processed.
     */
    @Test
    void processesEachOfManyRequestsWithDifferentKeys() {
        this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        List<Reply> replies = inParallel(20, i -> "key-" + i);
        assertThat(processed()).isEqualTo(20);
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 400)
            .hasSize(19)
            .allSatisfy(reply -> assertThat(reply.text("code")).isEqualTo("ALREADY_PROCESSED_PAYMENT"));
        assertThat(this.simulator.captured()).isEqualTo(1_000);
    }

    private List<Reply> inParallel(int count, IntFunction<String> idempotencyKey) {
        String key = this.client.lookupByOrder(ORDER).text("paymentKey");
        Map<String, Object> body = Map.of("paymentKey", key, "orderId", ORDER, "amount", 1_000);
        List<CompletableFuture<Reply>> calls = IntStream.range(0, count)
            .mapToObj(i -> this.client.postAsync("/v1/payments/confirm", body, "Idempotency-Key",
                    idempotencyKey.apply(i)))
            .toList();
        return calls.stream().map(CompletableFuture::join).toList();
    }

    /**
     * Calls that were neither turned away nor answered from memory.
     */
    private long processed() {
        return this.simulator.calls()
            .stream()
            .filter(call -> call.operation() == TossOperation.CONFIRM && !call.replayed() && call.status() != 409)
            .count();
    }

}
