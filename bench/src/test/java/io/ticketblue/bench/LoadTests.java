package io.ticketblue.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoadTests {

    private static final int CONNECTIONS = 16;

    @Test
    void hearsEveryAnswerAndOpensEachConnectionOnce() throws IOException {
        AtomicInteger served = new AtomicInteger();
        Sample sample = load((exchange) -> {
            int number = served.incrementAndGet();
            byte[] body = new byte[50_000];
            // With a length and in chunks by turns.
            exchange.sendResponseHeaders((number % 4 == 0) ? 409 : 200, (number % 2 == 0) ? body.length : 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }, new Questions(1_000));
        assertThat(served).hasValue(1_000);
        assertThat(sample.answers()).isEqualTo(1_000);
        assertThat(sample.statuses()).containsEntry(200, 750L).containsEntry(409, 250L);
        assertThat(sample.bytes()).isEqualTo(50_000_000);
        assertThat(sample.latencies().count()).isEqualTo(1_000);
        assertThat(sample.connections()).isEqualTo(CONNECTIONS);
        assertThat(sample.faults()).isZero();
    }

    @Test
    void connectsAgainWhenTheServerHasHadEnough() throws IOException {
        Sample sample = load((exchange) -> {
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        }, new Questions(200));
        assertThat(sample.answers()).isEqualTo(200);
        assertThat(sample.connections()).isEqualTo(200);
        assertThat(sample.faults()).isZero();
    }

    @Test
    void countsWrongAnswersAndBrokenConnections() throws IOException {
        AtomicInteger served = new AtomicInteger();
        Sample sample = load((exchange) -> {
            boolean broken = served.incrementAndGet() % 10 == 0;
            exchange.sendResponseHeaders(503, broken ? 100 : -1);
            exchange.close();
        }, new Questions(100));
        assertThat(sample.faults()).isEqualTo(100);
        assertThat(sample.answers()).isEqualTo(90);
        assertThat(sample.all(503)).isEqualTo(90);
        assertThat(sample.firstFault()).isNotNull();
    }

    @Test
    void stopsWhenTheTimeIsOver() throws IOException {
        Sample sample = load((exchange) -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        }, new Questions(Integer.MAX_VALUE), Duration.ofMillis(300));
        assertThat(sample.seconds()).isEqualTo(0.3);
        assertThat(sample.answers()).isPositive();
        assertThat(sample.rate()).isEqualTo(sample.answers() / 0.3);
    }

    @Test
    void letsPeopleComeAtTheirOwnRateHoweverQuicklyTheyAreAnswered() throws IOException {
        Sample sample = serve((exchange) -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        }, (port) -> Load.ofArrivals(port, CONNECTIONS, 100)
            .run(new Questions(Integer.MAX_VALUE), Duration.ZERO, Duration.ofMillis(500)));
        assertThat(sample.faults()).isZero();
        assertThat(sample.all(204)).isBetween(1L, 100L);
    }

    private static Sample load(HttpHandler handler, Scenario scenario) throws IOException {
        return load(handler, scenario, Duration.ofSeconds(60));
    }

    private static Sample load(HttpHandler handler, Scenario scenario, Duration time) throws IOException {
        return serve(handler, (port) -> new Load(port, CONNECTIONS).run(scenario, Duration.ZERO, time));
    }

    private static Sample serve(HttpHandler handler, IntFunction<Sample> load) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.createContext("/", (exchange) -> answer(handler, exchange));
            server.start();
            try {
                return load.apply(server.getAddress().getPort());
            }
            finally {
                server.stop(0);
            }
        }
    }

    private static void answer(HttpHandler handler, HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        handler.handle(exchange);
    }

    private static final class Questions implements Scenario {

        private final Requests requests = new Requests(80);

        private final int count;

        private int asked;

        Questions(int count) {
            this.count = count;
        }

        @Override
        public byte @Nullable [] next(int connection) {
            return (this.asked++ < this.count) ? this.requests.post("/", "token", "{}") : null;
        }

        @Override
        public @Nullable String check(int connection, AnswerReader answer) {
            return (answer.status() < 500) ? null : "status " + answer.status();
        }

    }

}
