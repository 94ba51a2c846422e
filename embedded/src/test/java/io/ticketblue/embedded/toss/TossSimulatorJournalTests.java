package io.ticketblue.embedded.toss;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.ticketblue.embedded.toss.TossClient.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The provider outlives its process.
 */
class TossSimulatorJournalTests {

    private static final String ORDER = "order-20261224";

    private final MovableClock clock = new MovableClock();

    @TempDir
    private Path temporary;

    private Path directory;

    @BeforeEach
    void nameTheDirectory() {
        this.directory = this.temporary.resolve("toss/payments");
    }

    @Test
    void knowsEveryPaymentAndEveryAnswerAfterARestart() {
        String key;
        Reply confirmed;
        Reply cancelled;
        try (TossSimulator simulator = start()) {
            TossClient client = new TossClient(simulator);
            key = simulator.pay(ORDER, 10_000, TossOutcome.APPROVE);
            simulator.pay("order-declined", 1_000, TossOutcome.DECLINE);
            confirmed = client.confirm(key, ORDER, 10_000, "Idempotency-Key", "a");
            cancelled = client.cancel(key, Map.of("cancelReason", "r", "cancelAmount", 1_000), "Idempotency-Key", "b");
            client.confirm(key, ORDER, 10_000, "Idempotency-Key", "refused");
        }
        try (TossSimulator simulator = start()) {
            TossClient client = new TossClient(simulator);
            assertThat(simulator.captured()).isEqualTo(10_000);
            assertThat(simulator.refunded(ORDER)).isEqualTo(1_000);
            assertThat(client.confirm(key, ORDER, 10_000, "Idempotency-Key", "a").json()).isEqualTo(confirmed.json());
            assertThat(client.cancel(key, Map.of("cancelReason", "r"), "Idempotency-Key", "b").json())
                .isEqualTo(cancelled.json());
            assertThat(client.confirm(key, ORDER, 10_000, "Idempotency-Key", "refused").text("code"))
                .isEqualTo("ALREADY_PROCESSED_PAYMENT");
            assertThat(client.lookupByOrder(ORDER).text("status")).isEqualTo("PARTIAL_CANCELED");
            assertThat(client.lookupByOrder("order-declined").text("status")).isEqualTo("ABORTED");
            assertThat(client.pay(ORDER, 10_000, "APPROVE").text("code")).isEqualTo("DUPLICATED_ORDER_ID");
            this.clock.advance(Duration.ofSeconds(1));
            assertThat(client.cancel(key, Map.of("cancelReason", "r")).json().path("balanceAmount").asLong()).isZero();
        }
        try (TossSimulator simulator = start()) {
            assertThat(simulator.refunded()).isEqualTo(10_000);
        }
    }

    @Test
    void writesBeforeItAnswersSoThatADeadProcessLosesNothing() throws Exception {
        Path copy = this.directory.resolveSibling("copy");
        try (TossSimulator simulator = start()) {
            String key = simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
            new TossClient(simulator).confirm(key, ORDER, 1_000);
            Files.createDirectories(copy);
            Files.copy(file(), copy.resolve(file().getFileName()));
        }
        try (TossSimulator simulator = TossSimulator
            .start(TossSimulatorSettings.defaults().withClock(this.clock).withDirectory(copy))) {
            assertThat(simulator.captured(ORDER)).isEqualTo(1_000);
        }
    }

    @Test
    void ignoresALineThatWasBeingWrittenWhenTheProcessDied() throws Exception {
        try (TossSimulator simulator = start()) {
            simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        }
        Files.writeString(file(), "{\"payment\":{\"paymentKey\":\"tsi", StandardOpenOption.APPEND);
        try (TossSimulator simulator = start()) {
            TossClient client = new TossClient(simulator);
            String key = client.lookupByOrder(ORDER).text("paymentKey");
            assertThat(client.confirm(key, ORDER, 1_000).status()).isEqualTo(200);
        }
        try (TossSimulator simulator = start()) {
            assertThat(simulator.captured()).isEqualTo(1_000);
        }
    }

    @Test
    void saysWhatToDoAboutADamagedJournal() throws Exception {
        start().close();
        Files.writeString(file(), "no json\n");
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(this::start)
            .withMessageContaining("line 1")
            .withMessageContaining("move the file away");
        Files.delete(file());
        start().close();
    }

    @Test
    void saysWhatToDoWhenAnotherSimulatorUsesTheDirectory() {
        try (TossSimulator simulator = start()) {
            assertThat(simulator.url()).isNotEmpty();
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this::start)
                .withMessageContaining("Another Toss simulator");
        }
        start().close();
    }

    @Test
    void saysWhatToDoWhenTheDirectoryIsAFile() throws Exception {
        Files.createDirectories(this.directory.getParent());
        Files.writeString(this.directory, "");
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(this::start)
            .withMessageContaining("writable directory");
    }

    @Test
    void rewritesAJournalThatIsMostlyOutdated() throws Exception {
        try (TossSimulator simulator = start()) {
            simulator.pay(ORDER, 1_000, TossOutcome.APPROVE);
        }
        List<String> lines = Files.readAllLines(file());
        String last = lines.getLast() + "\n";
        Files.writeString(file(), last.repeat(2_000), StandardOpenOption.APPEND);
        try (TossSimulator simulator = start()) {
            assertThat(Files.readAllLines(file())).hasSize(1);
            TossClient client = new TossClient(simulator);
            String key = client.lookupByOrder(ORDER).text("paymentKey");
            client.confirm(key, ORDER, 1_000);
        }
        assertThat(Files.readAllLines(file())).hasSize(2);
        try (TossSimulator simulator = start()) {
            assertThat(simulator.captured()).isEqualTo(1_000);
        }
    }

    private TossSimulator start() {
        return TossSimulator
            .start(TossSimulatorSettings.defaults().withClock(this.clock).withDirectory(this.directory));
    }

    private Path file() {
        return this.directory.resolve("payments.jsonl");
    }

}
