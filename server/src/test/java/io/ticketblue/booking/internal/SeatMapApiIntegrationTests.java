package io.ticketblue.booking.internal;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The seat map as clients read it, once and as it changes. */
@BookingTest
class SeatMapApiIntegrationTests {

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Bookings bookings;

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
