package io.ticketblue.embedded;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.ticketblue.embedded.Supervisor.Limits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SupervisorTests {

    private static final Duration MOMENT = Duration.ofMillis(1);

    private static final Duration HOUR = Duration.ofHours(1);

    private final FragileServer server = new FragileServer();

    @Test
    void startsAgainWhatEndsByItself() {
        try (Supervisor supervisor = watch(new Limits(5, MOMENT, MOMENT, HOUR))) {
            this.server.end();
            await().until(() -> this.server.starts.get() == 1);
            this.server.end();
            await().until(() -> this.server.starts.get() == 2);
            assertThat(supervisor.isWatching()).isTrue();
        }
    }

    @Test
    void givesUpAfterSoManyFailuresInARow() {
        this.server.broken = true;
        try (Supervisor supervisor = watch(new Limits(4, MOMENT, MOMENT, HOUR))) {
            this.server.end();
            await().until(() -> !supervisor.isWatching());
            assertThat(this.server.starts).hasValue(4);
        }
    }

    @Test
    void givesUpWhatEndsAgainAndAgain() {
        try (Supervisor supervisor = watch(new Limits(2, MOMENT, MOMENT, HOUR))) {
            endAndAwaitStart(1);
            endAndAwaitStart(2);
            this.server.end();
            await().until(() -> !supervisor.isWatching());
            assertThat(this.server.starts).hasValue(2);
        }
    }

    @Test
    void resetsAttemptsAfterAStableRun() {
        try (Supervisor supervisor = watch(new Limits(1, MOMENT, MOMENT, Duration.ZERO))) {
            endAndAwaitStart(1);
            endAndAwaitStart(2);
            endAndAwaitStart(3);
            assertThat(supervisor.isWatching()).isTrue();
        }
    }

    @Test
    void leavesAClosedServerAlone() {
        try (Supervisor supervisor = watch(new Limits(5, MOMENT, MOMENT, HOUR))) {
            this.server.closed = true;
            this.server.end();
            await().until(() -> !supervisor.isWatching());
            assertThat(this.server.starts).hasValue(0);
        }
    }

    @Test
    void doesNotReportAServerThatWasClosedDuringItsStart() {
        List<String> messages = new CopyOnWriteArrayList<>();
        Handler handler = new MessageHandler(messages);
        Logger logger = Logger.getLogger(Supervisor.class.getName());
        logger.addHandler(handler);
        try (Supervisor supervisor = watch(new Limits(5, MOMENT, MOMENT, HOUR))) {
            endAndAwaitStart(1);
            await()
                .untilAsserted(() -> assertThat(messages).filteredOn((text) -> text.contains("runs again")).hasSize(1));
            this.server.closedWhileStarting = true;
            this.server.end();
            await().until(() -> !supervisor.isWatching());
            assertThat(this.server.starts).hasValue(2);
            assertThat(messages).filteredOn((text) -> text.contains("runs again")).hasSize(1);
        }
        finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void startsNothingOnceItIsClosedEvenDuringAPause() {
        Supervisor supervisor = watch(new Limits(5, HOUR, HOUR, HOUR));
        this.server.end();
        supervisor.close();
        await().until(() -> !supervisor.isWatching());
        assertThat(this.server.starts).hasValue(0);
    }

    @Test
    void doublesItsPausesUpToALimit() {
        Limits limits = new Limits(8, Duration.ofMillis(500), Duration.ofSeconds(30), HOUR);
        assertThat(limits.pause(0)).isEqualTo(Duration.ofMillis(500));
        assertThat(limits.pause(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(limits.pause(5)).isEqualTo(Duration.ofSeconds(16));
        assertThat(limits.pause(6)).isEqualTo(Duration.ofSeconds(30));
        assertThat(limits.pause(1000)).isEqualTo(Duration.ofSeconds(30));
    }

    private Supervisor watch(Limits limits) {
        return Supervisor.watch("a server", this.server, limits);
    }

    private void endAndAwaitStart(int number) {
        this.server.end();
        await().until(() -> this.server.starts.get() == number);
    }

    private static final class MessageHandler extends Handler {

        private final List<String> messages;

        private MessageHandler(List<String> messages) {
            this.messages = messages;
        }

        @Override
        public void publish(LogRecord line) {
            this.messages.add(line.getMessage());
        }

        @Override
        public void flush() {
        }

        @Override
        public void close() {
        }

    }

    /** A server without a process. */
    private static final class FragileServer implements Supervisor.Server {

        private final AtomicInteger starts = new AtomicInteger();

        private volatile CompletableFuture<Integer> process = new CompletableFuture<>();

        private volatile boolean broken;

        private volatile boolean closed;

        private volatile boolean closedWhileStarting;

        void end() {
            this.process.complete(137);
        }

        @Override
        public CompletableFuture<Integer> ended() {
            return this.process;
        }

        @Override
        public boolean isClosed() {
            return this.closed;
        }

        @Override
        public void startAgain() {
            if (this.closedWhileStarting) {
                this.closed = true;
            }
            else if (!this.broken) {
                this.process = new CompletableFuture<>();
            }
            this.starts.incrementAndGet();
            if (this.broken) {
                throw new EmbeddedServerException("Broken on purpose.");
            }
        }

    }

}
