package io.ticketblue.embedded.toss;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.ticketblue.embedded.toss.TossClient.Reply;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What can be made to go wrong, and what the provider's books say afterwards.
 */
class TossSimulatorFaultTests {

    private static final String ORDER = "order-20261224";

    private static final Duration LONG = Duration.ofMinutes(10);

    private TossSimulator simulator;

    private TossClient client;

    private String key;

    private Map<String, Object> confirmation;

    @BeforeEach
    void start() {
        this.simulator = TossSimulator.start(TossSimulatorSettings.defaults().withClock(new MovableClock()));
        this.client = new TossClient(this.simulator);
        this.key = this.simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        this.confirmation = Map.of("paymentKey", this.key, "orderId", ORDER, "amount", 1_000);
    }

    @AfterEach
    void stop() {
        this.simulator.close();
    }

    @Test
    void refusesAsManyCallsAsAskedAndProcessesNothing() {
        this.simulator.faults().next(TossOperation.CONFIRM, 2, TossFault.error("PROVIDER_ERROR"));
        for (int i = 0; i < 2; i++) {
            Reply reply = this.client.confirm(this.key, ORDER, 1_000);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text("code")).isEqualTo("PROVIDER_ERROR");
        }
        assertThat(this.simulator.captured()).isZero();
        assertThat(this.client.confirm(this.key, ORDER, 1_000).status()).isEqualTo(200);
    }

    @Test
    void remembersAnErrorUnderTheIdempotencyKeyButNotThatThereWereTooManyRequests() {
        this.simulator.faults().next(TossOperation.CONFIRM, TossFault.error(429, "TOO_MANY_REQUESTS"));
        this.simulator.faults().next(TossOperation.CONFIRM, TossFault.error("FAILED_INTERNAL_SYSTEM_PROCESSING"));
        assertThat(this.client.confirm(this.key, ORDER, 1_000, "Idempotency-Key", "a").status()).isEqualTo(429);
        assertThat(this.client.confirm(this.key, ORDER, 1_000, "Idempotency-Key", "a").status()).isEqualTo(500);
        assertThat(this.client.confirm(this.key, ORDER, 1_000, "Idempotency-Key", "a").status()).isEqualTo(500);
        assertThat(this.client.confirm(this.key, ORDER, 1_000, "Idempotency-Key", "b").status()).isEqualTo(200);
    }

    @Test
    void answersWithAnErrorAlthoughItProcessed() {
        this.simulator.faults().next(TossOperation.CONFIRM, TossFault.errorAfter(400, "ALREADY_PROCESSED_PAYMENT"));
        assertThat(this.client.confirm(this.key, ORDER, 1_000, "Idempotency-Key", "a").text("code"))
            .isEqualTo("ALREADY_PROCESSED_PAYMENT");
        assertThat(this.simulator.captured()).isEqualTo(1_000);
        assertThat(this.client.confirm(this.key, ORDER, 1_000, "Idempotency-Key", "a").text("status"))
            .isEqualTo("DONE");
    }

    @Test
    void closesTheConnectionBeforeProcessing() {
        this.simulator.faults().next(TossOperation.CONFIRM, TossFault.closeBefore());
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.client.send(request()));
        assertThat(this.simulator.captured()).isZero();
        assertThat(this.simulator.calls().getLast().status()).isZero();
        assertThat(this.client.confirm(this.key, ORDER, 1_000, "Idempotency-Key", "a").text("status"))
            .isEqualTo("DONE");
    }

    @Test
    void closesTheConnectionAfterProcessing() {
        this.simulator.faults().next(TossOperation.CONFIRM, TossFault.closeAfter());
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.client.send(request()));
        assertThat(this.simulator.captured()).isEqualTo(1_000);
        assertThat(this.client.confirm(this.key, ORDER, 1_000, "Idempotency-Key", "a").text("status"))
            .isEqualTo("DONE");
        assertThat(this.client.lookup(this.key).text("status")).isEqualTo("DONE");
        assertThat(this.simulator.captured()).isEqualTo(1_000);
    }

    @Test
    void answersLateWhatItHasProcessed() {
        this.simulator.faults().next(TossOperation.CONFIRM, TossFault.delayAfter(LONG));
        CompletableFuture<Reply> late = this.client.postAsync("/v1/payments/confirm", this.confirmation,
                "Idempotency-Key", "a");
        Awaitility.await().until(() -> this.simulator.captured() == 1_000);
        assertThat(this.client.confirm(this.key, ORDER, 1_000, "Idempotency-Key", "a").text("status"))
            .isEqualTo("DONE");
        assertThat(late).isNotDone();
    }

    @Test
    void waitsBeforeItProcesses() {
        this.simulator.faults().next(TossOperation.CONFIRM, TossFault.delayBefore(LONG));
        CompletableFuture<Reply> late = this.client.postAsync("/v1/payments/confirm", this.confirmation,
                "Idempotency-Key", "a");
        Awaitility.await()
            .until(() -> this.client.confirm(this.key, ORDER, 999, "Idempotency-Key", "a").status() == 409);
        assertThat(this.simulator.captured()).isZero();
        assertThat(late).isNotDone();
    }

    @Test
    void namesAnotherAmountOrAnswersGarbageAlthoughItProcessed() throws Exception {
        this.simulator.faults().next(TossOperation.CONFIRM, TossFault.wrongAmount(7));
        assertThat(this.client.confirm(this.key, ORDER, 1_000).json().path("totalAmount").asLong()).isEqualTo(7);
        this.simulator.faults().next(TossOperation.CANCEL, TossFault.garbage());
        assertThat(this.client
            .send(this.client.postRequest("/v1/payments/" + this.key + "/cancel", Map.of("cancelReason", "r")))
            .body()).startsWith("<html>");
        assertThat(this.simulator.captured()).isEqualTo(1_000);
        assertThat(this.simulator.refunded()).isEqualTo(1_000);
    }

    @Test
    void keepsFaultsOfOneOperationFromTheOthersAndFromCallsWithAWrongKey() throws Exception {
        this.simulator.faults().next(TossOperation.LOOKUP, TossFault.error("COMMON_ERROR"));
        assertThat(this.client.send(this.client.plain("/v1/payments/" + this.key).build()).statusCode()).isEqualTo(401);
        assertThat(this.client.confirm(this.key, ORDER, 1_000).status()).isEqualTo(200);
        assertThat(this.client.lookup(this.key).status()).isEqualTo(500);
        assertThat(this.client.lookup(this.key).status()).isEqualTo(200);
    }

    @Test
    void takesFaultsByHttpAndReplacesThoseBefore() {
        this.simulator.faults().next(TossOperation.CONFIRM, TossFault.closeBefore());
        Reply set = this.client.put("/simulator/faults",
                List.of(Map.of("operation", "CONFIRM", "kind", "ERROR", "code", "FDS_ERROR", "times", 2),
                        Map.of("operation", "LOOKUP", "kind", "DELAY_AFTER", "delayMillis", 1)));
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.json().path("CONFIRM").size()).isEqualTo(2);
        assertThat(this.simulator.faults().pending(TossOperation.LOOKUP))
            .containsExactly(TossFault.delayAfter(Duration.ofMillis(1)));
        assertThat(this.client.confirm(this.key, ORDER, 1_000).text("code")).isEqualTo("FDS_ERROR");
        this.client.put("/simulator/faults", List.of());
        assertThat(this.client.confirm(this.key, ORDER, 1_000).status()).isEqualTo(200);
    }

    @Test
    void keepsTheFaultsBeforeWhenNewOnesAreMalformed() {
        this.simulator.faults().next(TossOperation.CONFIRM, TossFault.closeBefore());
        for (Object fault : new Object[] { Map.of("operation", "CONFIRM", "kind", "EARTHQUAKE"),
                Map.of("operation", "CONFIRM", "kind", "ERROR"),
                Map.of("operation", "CONFIRM", "kind", "GARBAGE", "times", 0) }) {
            Reply reply = this.client.put("/simulator/faults", List.of(fault));
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text("code")).isEqualTo("INVALID_REQUEST");
        }
        assertThat(this.simulator.faults().pending(TossOperation.CONFIRM)).containsExactly(TossFault.closeBefore());
    }

    @Test
    void processesOneOfManyCancellationsAtOnce() {
        this.client.confirm(this.key, ORDER, 1_000);
        List<CompletableFuture<Reply>> calls = IntStream.range(0, 20)
            .mapToObj(i -> this.client.postAsync("/v1/payments/" + this.key + "/cancel",
                    Map.of("cancelReason", "r", "cancelAmount", 100)))
            .toList();
        List<Reply> replies = calls.stream().map(CompletableFuture::join).toList();
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.text("code").equals("FORBIDDEN_CONSECUTIVE_REQUEST")).hasSize(19);
        assertThat(this.simulator.refunded()).isEqualTo(100);
    }

    private HttpRequest request() {
        return this.client.postRequest("/v1/payments/confirm", this.confirmation, "Idempotency-Key", "a");
    }

}
