package io.ticketblue.booking.internal;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.stream.OpenStreams;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The seat map as clients read it, once and as it changes. */
@BookingTest
class SeatMapApiIntegrationTests {

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Bookings bookings;

    @Autowired
    private SeatFeeds feeds;

    @Autowired
    private OpenStreams streams;

    @Autowired
    private MeterRegistry metrics;

    @LocalServerPort
    private int port;

    private RoundId round;

    private List<SeatId> seats;

    @BeforeEach
    void openRound() {
        this.round = this.playhouse.round(30, 4, 77_000);
        this.seats = this.playhouse.seats(this.round);
    }

    @Test
    void drawsTheSeatMapAndSaysWhenItHasNotChanged() {
        ApiClient anybody = ApiClient.at(this.port);
        String path = "/api/rounds/" + this.round + "/seats";
        Answer before = anybody.get(path);
        assertThat(before.status()).isEqualTo(200);
        assertThat(before.body().get("roundId").asLong()).isEqualTo(this.round.value());
        List<JsonNode> drawn = StreamSupport.stream(before.body().get("sections").spliterator(), false)
            .flatMap((section) -> StreamSupport.stream(section.get("seats").spliterator(), false))
            .toList();
        assertThat(drawn).hasSize(30).allSatisfy((seat) -> {
            assertThat(seat.get("status").asString()).isEqualTo("FREE");
            assertThat(seat.propertyNames()).containsExactly("id", "label", "row", "number", "x", "y", "grade", "price",
                    "accessible", "status");
        });
        Answer unchanged = anybody.header("If-None-Match", before.header("etag")).get(path);
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(unchanged.header("etag")).isEqualTo(before.header("etag"));
        hold(0, 2);
        Answer after = anybody.header("If-None-Match", before.header("etag")).get(path);
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.body().toString()).contains("\"HELD\"");
        assertThat(after.body().get("version")).isNotEqualTo(before.body().get("version"));
    }

    @Test
    void sendsTheSeatMapCompressedToThoseWhoAskForIt() throws Exception {
        HttpRequest request = HttpRequest
            .newBuilder(URI.create("http://127.0.0.1:" + this.port + "/api/rounds/" + this.round + "/seats"))
            .header("Accept-Encoding", "gzip")
            .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
                assertThat(new JsonMapper().readTree(zip.readAllBytes()).get("sections")).isNotEmpty();
            }
        }
    }

    @Test
    @Timeout(20)
    void tellsWatchersOfChangesAsTheyHappen() throws Exception {
        hold(5, 6);
        HttpRequest request = HttpRequest
            .newBuilder(URI.create("http://127.0.0.1:" + this.port + "/api/rounds/" + this.round + "/seats/changes"))
            .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            BufferedReader events = new BufferedReader(new InputStreamReader(
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8));
            JsonNode first = nextEvent(events);
            assertThat(first.get("full").asBoolean()).isTrue();
            assertThat(first.get("statuses").propertyNames()).containsExactly(this.seats.get(5).toString());
            AccountId other = this.playhouse.buyer();
            ReservationView hold = this.bookings.hold(new HoldSeats(other, this.round, List.of(this.seats.get(7))));
            JsonNode second = nextEvent(events);
            assertThat(second.get("full").asBoolean()).isFalse();
            assertThat(second.get("statuses").get(this.seats.get(7).toString()).asString()).isEqualTo("HELD");
            this.bookings.release(other, hold.id());
            assertThat(nextEvent(events).get("statuses").get(this.seats.get(7).toString()).asString())
                .isEqualTo("FREE");
            events.close();
            http.shutdownNow();
        }
    }

    @Test
    @Timeout(20)
    void answersAHeadOfTheStreamWithItsHeadersAndKeepsNothingOpen() throws Exception {
        double before = gauge("ticketblue.streams.open");
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<Void> answer = http.send(
                    HttpRequest.newBuilder(changes()).method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
                    HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying((type) -> assertThat(type).startsWith("text/event-stream"));
        }
        assertThat(gauge("ticketblue.streams.open")).isLessThanOrEqualTo(before);
        assertThat(this.feeds.isWatched(this.round)).isFalse();
    }

    @Test
    @Timeout(60)
    void holdsNoConnectionForStreamsAndEndsThemAtOnceWhenTheNodeStops() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            List<BufferedReader> watchers = new ArrayList<>();
            for (int number = 0; number < 100; number++) {
                watchers.add(watch(http));
            }
            assertThat(gauge("ticketblue.streams.open")).isGreaterThanOrEqualTo(100);
            hold(0, 1);
            for (BufferedReader watcher : watchers) {
                assertThat(nextEvent(watcher).get("full").asBoolean()).isFalse();
            }
            await().until(() -> gauge("hikaricp.connections.active") == 0);
            long start = System.nanoTime();
            this.streams.stop();
            try {
                await().atMost(Duration.ofSeconds(5)).until(() -> gauge("ticketblue.streams.open") == 0);
                assertThat(ApiClient.at(this.port).get(changes().getPath()).code()).isEqualTo("request.overloaded");
            }
            finally {
                this.streams.start();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            for (BufferedReader watcher : watchers) {
                assertThat(watcher.lines().filter((line) -> line.startsWith("data")).toList()).isEmpty();
            }
        }
        await().until(() -> !this.feeds.isWatched(this.round));
        assertThat(this.streams.getPhase()).isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
    }

    @Test
    @Timeout(60)
    void aWatcherWhoDoesNotReadDelaysNobody() throws Exception {
        RoundId large = this.playhouse.round(3000, 20, 77_000);
        List<SeatId> all = this.playhouse.seats(large);
        try (Socket lazy = new Socket(); HttpClient http = HttpClient.newHttpClient()) {
            lazy.setReceiveBufferSize(1024);
            lazy.connect(new InetSocketAddress("127.0.0.1", this.port));
            lazy.getOutputStream()
                .write(("GET /api/rounds/" + large + "/seats/changes HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> this.feeds.isWatched(large));
            URI address = URI.create("http://127.0.0.1:" + this.port + "/api/rounds/" + large + "/seats/changes");
            BufferedReader quick = watch(http, address);
            for (int number = 0; number < 6; number++) {
                List<SeatId> wanted = all.subList(number * 20, number * 20 + 20);
                this.bookings.hold(new HoldSeats(this.playhouse.buyer(), large, wanted));
                Set<String> seen = new HashSet<>();
                while (seen.size() < 20) {
                    nextEvent(quick).get("statuses").propertyNames().forEach(seen::add);
                }
                assertThat(seen).containsAll(wanted.stream().map(SeatId::toString).toList());
            }
            quick.close();
        }
    }

    private URI changes() {
        return URI.create("http://127.0.0.1:" + this.port + "/api/rounds/" + this.round + "/seats/changes");
    }

    private BufferedReader watch(HttpClient http) throws Exception {
        return watch(http, changes());
    }

    private static BufferedReader watch(HttpClient http, URI address) throws Exception {
        HttpResponse<InputStream> answer = http.send(HttpRequest.newBuilder(address).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        BufferedReader events = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        assertThat(nextEvent(events).get("full").asBoolean()).isTrue();
        return events;
    }

    private double gauge(String name) {
        return this.metrics.get(name).gauge().value();
    }

    private void hold(int from, int to) {
        this.bookings.hold(new HoldSeats(this.playhouse.buyer(), this.round, this.seats.subList(from, to)));
    }

    private static JsonNode nextEvent(BufferedReader events) throws Exception {
        String line = events.readLine();
        while (line != null && !line.startsWith("data: ")) {
            line = events.readLine();
        }
        assertThat(line).as("a further event").isNotNull();
        return new JsonMapper().readTree(line.substring("data: ".length()));
    }

}
