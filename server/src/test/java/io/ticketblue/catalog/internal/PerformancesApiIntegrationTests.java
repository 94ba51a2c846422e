package io.ticketblue.catalog.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.Examples;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SalesForTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@Import({ SalesForTests.Configuration.class, PostersForTests.Configuration.class })
class PerformancesApiIntegrationTests extends CatalogApiCalls {

    @Autowired
    private SalesForTests sales;

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    {}                                                 | title category durationMinutes ageLimit startDate endDate venueId grades
                    {"price": -1}                                      | grades[0].price
                    {"price": 10000001}                                | grades[0].price
                    {"price": 1e30}                                    | grades[0].price
                    {"category": "OPERA"}                              | category
                    {"durationMinutes": 2147483648}                    | durationMinutes
                    {"startDate": "2098-02-30"}                        | startDate
                    {"endDate": "2098-02-01"}                          | endDate
                    {"endDate": "+999999999-12-31"}                    | endDate
                    {"venueId": 0}                                     | venueId
                    {"performerIds": [0, 0]}                           | performerIds[1]
                    {"performerIds": [9223372036854775807]}            | performerIds[0]
                    {"performerIds": ["x"]}                            | performerIds[0]
                    {"bookingFee": -1}                                 | bookingFee
                    {"bookingFee": 99, "price": 0}                     | bookingFee
                    {"maxPerPerson": 21}                               | maxPerPerson
                    {"cancellationPolicy": "mine"}                     | cancellationPolicy
                    {"title": "a\\nb"}                                 | title
                    {"grades": []}                                     | grades
                    {"grades": [null]}                                 | grades[0].price
                    {"grades": [{"name": "R", "price": 1000, "sections": ["9F"]}]} | grades[0].sections[0] grades
                    {"grades": [{"name": "R", "price": 1000, "rows": ["99"]}]}     | grades[0].rows[0] grades
                    {"grades": [{"name": "R", "price": 1000, "rows": ["1"]}]}      | grades
                    {"grades": [{"name": "R", "price": 1000, "sections": ["1F"]}, {"name": "R", "price": 1000, "rows": ["1"]}]} | grades[1].name
                    {"grades": [{"name": "R", "price": 1000, "sections": ["1F"]}, {"name": "S", "price": 1000}]} | grades[1]
                    """)
    void namesWhatIsWrongWithAPerformance(String change, String fields) {
        Map<String, Object> changes = JSON.readValue(change, new TypeReference<>() {
        });
        Map<String, Object> body = performance(venue(20), changes);
        if (changes.isEmpty()) {
            body.clear();
        }
        Object price = body.remove("price");
        if (price != null) {
            body.put("grades", List.of(Map.of("name", "R", "price", price)));
        }
        Answer answer = this.staff.post("/api/admin/performances", body);
        assertThat(answer.fields()).as(answer.body().toString()).containsExactlyInAnyOrder(fields.split(" "));
        assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({ "0, 0", "0, 100", "100, 0", "100, 99", "90000, 1" })
    void acceptsWhatCanBePaid(long price, long fee) {
        Answer made = this.staff.post("/api/admin/performances", performance(venue(10),
                Map.of("bookingFee", fee, "grades", List.of(Map.of("name", "R", "price", price)))));
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
    }

    @Test
    void refusesPostersThatAreNone() throws IOException {
        long venue = venue(10);
        byte[] html = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);
        for (byte[] poster : List.of(new byte[0], html, new byte[PosterImages.MAX_BYTES + 1])) {
            Answer answer = send(HttpMethod.POST, "/api/admin/performances", performance(venue, Map.of()), poster);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.fields()).containsExactly("poster");
        }
        assertThat(send(HttpMethod.POST, "/api/admin/performances", performance(venue, Map.of()),
                new byte[13 * 1024 * 1024])
            .status()).isEqualTo(413);
        assertThat(total("/api/performances?venueId=" + venue)).isZero();
    }

    @Test
    void changesAPerformanceAndItsPoster() throws IOException {
        long venue = venue(10);
        long id = id(send(HttpMethod.POST, "/api/admin/performances", performance(venue, Map.of()), picture()));
        String first = this.anybody.get("/api/performances/" + id).text("posterUrl");
        Answer renamed = send(HttpMethod.PUT, "/api/admin/performances/" + id,
                performance(venue, Map.of("title", "새 제목")), null);
        assertThat(renamed.text("title")).isEqualTo("새 제목");
        assertThat(renamed.text("posterUrl")).isEqualTo(first);
        Answer replaced = send(HttpMethod.PUT, "/api/admin/performances/" + id + "/poster", null, picture());
        assertThat(replaced.text("posterUrl")).isNotEqualTo(first);
        assertThat(status(first)).isEqualTo(404);
        assertThat(send(HttpMethod.PUT, "/api/admin/performances/0/poster", null, picture()).code())
            .isEqualTo("catalog.performance-not-found");
        assertThat(this.staff.delete("/api/admin/performances/" + id, null).status()).isEqualTo(204);
        assertThat(status(replaced.text("posterUrl"))).isEqualTo(404);
    }

    @Test
    void keepsTheCast() {
        long id = id(this.staff.post("/api/admin/performances", performance(venue(10), Map.of())));
        long performer = performer();
        String cast = "/api/admin/performances/" + id + "/performers";
        Answer added = this.staff.post(cast, Map.of("performerId", performer, "role", "선장"));
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.body().path("performers").get(0).path("role").asString()).isEqualTo("선장");
        assertThat(this.staff.post(cast, Map.of("performerId", performer)).code()).isEqualTo("catalog.already-in-cast");
        assertThat(this.staff.post(cast, Map.of("performerId", 0)).code()).isEqualTo("catalog.performer-not-found");
        assertThat(this.staff.post(cast, "{}").fields()).containsExactly("performerId");
        assertThat(this.staff.delete("/api/admin/performers/" + performer, null).code())
            .isEqualTo("catalog.performer-in-use");
        assertThat(this.staff.delete(cast + "/" + performer, null).status()).isEqualTo(204);
        assertThat(this.staff.delete(cast + "/" + performer, null).status()).isEqualTo(404);
        assertThat(this.staff.post(cast + "/" + performer, null).status()).isEqualTo(201);
    }

    @Test
    void keepsRounds() {
        long venue = venue(10);
        long id = id(this.staff.post("/api/admin/performances", performance(venue, Map.of())));
        String path = "/api/admin/performances/" + id + "/rounds";
        Answer made = this.staff.post(path,
                Map.of("startsAt", List.of("2098-03-10T15:00:00+09:00", "2098-03-10T19:30:00+09:00")));
        assertThat(made.status()).isEqualTo(201);
        JsonNode round = made.body().get(0);
        assertThat(round.path("startsAt").asString()).isEqualTo("2098-03-10T15:00:00+09:00");
        assertThat(round.path("bookingClosesAt").asString()).isEqualTo("2098-03-10T14:00:00+09:00");
        Answer close = this.staff.post(path, Map.of("startsAt", List.of("2098-03-10T18:31:00+09:00")));
        assertThat(close.status()).isEqualTo(409);
        assertThat(close.code()).isEqualTo("catalog.rounds-too-close");
        assertThat(this.staff
            .post(path, Map.of("startsAt", List.of("2020-03-10T18:31:00+09:00", "2098-04-01T00:00:00+09:00")))
            .fields()).containsExactly("startsAt[0]", "startsAt[1]");
        assertThat(this.staff.post(path, "{}").fields()).containsExactly("startsAt");
        assertThat(this.staff
            .post("/api/admin/performances/0/rounds", Map.of("startsAt", List.of("2098-03-10T15:00:00+09:00")))
            .code()).isEqualTo("catalog.performance-not-found");
        String one = "/api/admin/rounds/" + round.path("id").asLong();
        Answer moved = this.staff.put(one, Map.of("startsAt", "2098-03-10T14:00:00+09:00"));
        assertThat(moved.text("bookingClosesAt")).isEqualTo("2098-03-10T13:00:00+09:00");
        assertThat(this.staff.put(one, Map.of("bookingClosesAt", "2098-03-10T14:30:00+09:00")).fields())
            .containsExactly("bookingClosesAt");
        assertThat(this.staff
            .put("/api/admin/venues/" + venue, Map.of("name", Examples.uniqueName("N"), "address", "a", "capacity", 11))
            .code()).isEqualTo("catalog.venue-in-use");
        assertThat(this.staff
            .put("/api/admin/venues/" + venue, Map.of("name", Examples.uniqueName("N"), "address", "a", "capacity", 10))
            .status()).isEqualTo(200);
        assertThat(this.staff.delete(one, null).status()).isEqualTo(204);
        assertThat(this.staff.delete(one, null).code()).isEqualTo("catalog.round-not-found");
    }

    @Test
    void keepsWhatHasReservationsAsItIs() {
        long venue = venue(10);
        Map<String, Object> body = performance(venue, Map.of());
        long id = id(this.staff.post("/api/admin/performances", body));
        Answer made = this.staff.post("/api/admin/performances/" + id + "/rounds",
                Map.of("startsAt", List.of("2098-03-10T15:00:00+09:00")));
        long round = made.body().get(0).path("id").asLong();
        Map<String, Object> dearer = performance(venue,
                Map.of("grades", List.of(Map.of("name", "R", "price", 95_000))));
        assertThat(this.staff.put("/api/admin/performances/" + id, dearer).status()).isEqualTo(200);
        assertThat(this.sales.repriced()).contains(new RoundId(round));
        this.sales.reserve(new RoundId(round));
        assertThat(this.staff.put("/api/admin/performances/" + id, body).code()).isEqualTo("catalog.has-reservations");
        dearer.put("title", "Only the title");
        assertThat(this.staff.put("/api/admin/performances/" + id, dearer).status()).isEqualTo(200);
        dearer.put("endDate", "2098-03-09");
        assertThat(this.staff.put("/api/admin/performances/" + id, dearer).code())
            .isEqualTo("catalog.rounds-outside-dates");
        assertThat(this.staff.put("/api/admin/performances/" + id, performance(venue(10), Map.of())).code())
            .isEqualTo("catalog.has-rounds");
        Answer refused = this.staff.in("en").delete("/api/admin/performances/" + id, null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("detail")).contains("1 live booking", "ABCD-2345");
        assertThat(refused.body().path("rounds").get(0).asLong()).isEqualTo(round);
        assertThat(this.staff.put("/api/admin/rounds/" + round, Map.of("startsAt", "2098-03-11T15:00:00+09:00")).code())
            .isEqualTo("catalog.has-reservations");
        assertThat(this.staff.put("/api/admin/rounds/" + round, Map.of("bookingClosesAt", "2098-03-10T12:00:00+09:00"))
            .status()).isEqualTo(200);
    }

}
