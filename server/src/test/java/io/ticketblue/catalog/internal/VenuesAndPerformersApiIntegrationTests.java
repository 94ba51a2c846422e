package io.ticketblue.catalog.internal;

import java.util.List;
import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.Examples;
import io.ticketblue.catalog.SalesForTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@Import({ SalesForTests.Configuration.class, PostersForTests.Configuration.class })
class VenuesAndPerformersApiIntegrationTests extends CatalogApiCalls {

    @Test
    void letsOnlyStaffWrite() {
        for (ApiClient client : List.of(this.anybody, this.anybody.newBuyer())) {
            int refused = (client == this.anybody) ? 401 : 403;
            assertThat(client.post("/api/admin/venues", "{}").status()).isEqualTo(refused);
            assertThat(client.delete("/api/admin/performances/1", null).status()).isEqualTo(refused);
            assertThat(client.put("/api/admin/rounds/1", "{}").status()).isEqualTo(refused);
        }
    }

    @Test
    void keepsVenues() {
        String name = Examples.uniqueName("푸른 극장");
        Answer made = this.staff.post("/api/admin/venues",
                Map.of("name", "  " + name, "address", "서울 <b>중구</b>", "capacity", 80));
        assertThat(made.status()).isEqualTo(201);
        long id = made.body().path("id").asLong();
        assertThat(made.header(HttpHeaders.LOCATION)).endsWith("/api/venues/" + id);
        Answer shown = this.anybody.get("/api/venues/" + id);
        assertThat(shown.body()).isEqualTo(made.body());
        assertThat(shown.text("name")).isEqualTo(name);
        assertThat(shown.text("address")).isEqualTo("서울 <b>중구</b>");
        assertThat(shown.body().path("capacity").asInt()).isEqualTo(80);
        assertThat(this.staff.post("/api/admin/venues", Map.of("name", name, "address", "a", "capacity", 1)).code())
            .isEqualTo("catalog.venue-name-taken");
        assertThat(this.staff.put("/api/admin/venues/" + id, Map.of("name", name, "address", "b", "capacity", 90))
            .body()
            .path("capacity")
            .asInt()).isEqualTo(90);
        assertThat(this.staff.delete("/api/admin/venues/" + id, null).status()).isEqualTo(204);
        assertThat(this.anybody.get("/api/venues/" + id).code()).isEqualTo("catalog.venue-not-found");
        assertThat(this.staff.delete("/api/admin/venues/" + id, null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    {}                                                             | name address capacity
                    {"name": "a", "address": "b"}                                  | capacity
                    {"name": "a", "address": "b", "capacity": 0}                   | capacity
                    {"name": "a", "address": "b", "capacity": 60001}               | capacity
                    {"name": "a", "address": "b", "capacity": 99999999999}         | capacity
                    {"name": "a", "address": "b", "capacity": 5.5}                 | capacity
                    {"name": "a", "address": "b", "capacity": "5"}                 | capacity
                    {"name": 5, "address": "b", "capacity": 5}                     | name
                    {"name": "a\\u0000", "address": "b\\u202e", "capacity": 5}     | name address
                    {"name": "a", "address": "b", "capacity": 5, "colour": "blue"} | colour
                    {"name": "a", "address": "b", "seatMap": {}}                   | seatMap.sections
                    {"name": "a", "address": "b", "seatMap": {"sections": []}}     | seatMap.sections
                    {"name": "a", "address": "b", "seatMap": {"sections": [null]}} | seatMap.sections[0]
                    {"name": "a", "address": "b", "seatMap": {"sections": [{"name": "A", "rows": [{"label": "1", "seats": [{}]}]}]}} | seatMap.sections[0].rows[0].seats[0].number
                    {"name": "a", "address": "b", "seatMap": {"sections": [{"name": "A", "rows": [{"label": "1", "seats": [{"number": 1, "x": 1e308, "y": 1}]}]}]}} | seatMap.sections[0].rows[0].seats[0].x
                    {"name": "a", "address": "b", "seatMap": {"sections": [{"name": "A", "rows": [{"label": "1", "seats": [{"number": 1, "x": 1e999, "y": 1}]}]}]}} | seatMap.sections[0].rows[0].seats[0].x
                    {"name": "a", "address": "b", "seatMap": {"sections": [{"name": "A", "rows": [{"label": "1", "seats": [{"number": 1, "x": "NaN", "y": 1}]}]}]}} | seatMap.sections[0].rows[0].seats[0].x
                    {"name": "a", "address": "b", "seatMap": {"sections": [{"name": "A", "rows": [{"label": "1", "seats": [{"number": -1}]}]}]}} | seatMap.sections[0].rows[0].seats[0].number
                    {"name": "\\u200b", "address": "b", "capacity": 5}             | name
                    {"name": "a", "address": "b", "seatMap": {"sections": [{"name": "A", "rows": [{"label": "\\u200b", "seats": [{"number": 1}]}]}]}} | seatMap.sections[0].rows[0].label
                    {"name": "a", "address": "b", "seatMap": {"sections": [{"name": "\\uac00", "rows": [{"label": "1", "seats": [{"number": 1}]}]}, {"name": "\\u1100\\u1161", "rows": [{"label": "1", "seats": [{"number": 1}]}]}]}} | seatMap.sections[1].name
                    [1]  | body
                    """)
    void namesWhatIsWrongWithAVenue(String body, String fields) {
        Answer answer = this.staff.post("/api/admin/venues", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("request.invalid");
        assertThat(answer.fields()).containsExactly(fields.split(" "));
        answer.body().path("errors").valueStream().forEach((error) -> {
            assertThat(error.path("message").asString()).isNotBlank().doesNotContain("catalog.");
        });
    }

    @Test
    void handsSeatMapsOutAndTakesThemBack() {
        long id = venue(120);
        Answer map = this.staff.get("/api/admin/venues/" + id + "/seat-map");
        Answer copy = this.staff.post("/api/admin/venues",
                Map.of("name", Examples.uniqueName("Copy"), "address", "a", "seatMap", map.body()));
        assertThat(copy.status()).isEqualTo(201);
        assertThat(this.staff.get("/api/admin/venues/" + copy.body().path("id").asLong() + "/seat-map").body())
            .isEqualTo(map.body());
    }

    @Test
    void keepsPerformers() {
        performer();
        String name = Examples.uniqueName("한서라 100%_");
        Answer made = this.staff.post("/api/admin/performers", Map.of("name", name, "birthDate", "1994-05-02"));
        assertThat(made.status()).isEqualTo(201);
        long id = made.body().path("id").asLong();
        assertThat(this.anybody.get("/api/performers/" + id).body()).isEqualTo(made.body());
        assertThat(total("/api/performers?q=" + name.replace(" ", "%20").replace("100%", "100%25"))).isEqualTo(1);
        assertThat(total("/api/performers?q=%25")).isLessThan(total("/api/performers"));
        assertThat(this.staff.put("/api/admin/performers/" + id, Map.of("name", name, "nation", "한국")).text("nation"))
            .isEqualTo("한국");
        assertThat(this.staff.put("/api/admin/performers/0", Map.of("name", name)).code())
            .isEqualTo("catalog.performer-not-found");
        assertThat(this.staff.post("/api/admin/performers", Map.of("name", "x", "birthDate", "2999-01-01")).fields())
            .containsExactly("birthDate");
        assertThat(this.staff.delete("/api/admin/performers/" + id, null).status()).isEqualTo(204);
        assertThat(this.anybody.get("/api/performers/" + id).status()).isEqualTo(404);
    }

    @Test
    void keepsGradesWhenAMapIsReplacedByOneWithTheSameNames() {
        long venue = venue(20);
        long id = id(this.staff.post("/api/admin/performances",
                performance(venue,
                        Map.of("grades", List.of(Map.of("name", "S", "price", 50_000, "sections", List.of("1F")),
                                Map.of("name", "VIP", "price", 99_000, "rows", List.of("1")))))));
        JsonNode before = this.anybody.get("/api/performances/" + id).body().path("grades");
        assertThat(this.staff
            .put("/api/admin/venues/" + venue, Map.of("name", Examples.uniqueName("N"), "address", "a", "capacity", 24))
            .status()).isEqualTo(200);
        assertThat(this.anybody.get("/api/performances/" + id).body().path("grades")).isEqualTo(before);
        assertThat(this.staff.put("/api/admin/venues/" + venue, """
                {"name": "Other names", "address": "a", "seatMap": {"sections": [
                  {"name": "Z", "rows": [{"label": "1", "seats": [{"number": 1}]}]}]}}""").code())
            .isEqualTo("catalog.venue-in-use");
    }

    @Test
    void describesItselfWithExamples() {
        JsonNode api = this.anybody.get("/v3/api-docs").body();
        assertThat(api.path("paths").propertyNames()).contains("/api/performances/{id}", "/api/venues/{id}",
                "/api/performers", "/api/admin/venues/{id}/seat-map", "/api/admin/performances/{id}/poster",
                "/api/admin/performances/{id}/rounds", "/api/admin/rounds/{id}");
        for (String schema : List.of("Performance", "PerformanceCard", "Venue", "VenueSection", "Performer",
                "CastMember", "Rating", "Grade", "CatalogRound", "SaveVenue", "SeatMap", "SavePerformance",
                "PerformanceForm", "SavePerformer", "OpenRounds", "ChangeRound", "AddToCast")) {
            assertThat(api.path("components").path("schemas").path(schema).has("example")).as(schema).isTrue();
        }
    }

}
