package io.ticketblue.catalog.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.catalog.Examples;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SalesForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@Import({ SalesForTests.Configuration.class, PostersForTests.Configuration.class })
class CatalogApiIntegrationTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    private RestTestClient http;

    @Autowired
    private SalesForTests sales;

    private String token = "";

    private ApiClient staff = ApiClient.at(1);

    private ApiClient anybody = ApiClient.at(1);

    @BeforeEach
    void signIn() {
        this.anybody = ApiClient.of(this.http);
        String email = ApiClient.newEmail();
        this.anybody.post("/api/admin/accounts", Map.of("email", email, "password", ApiClient.PASSWORD, "name", "박무대",
                "inviteCode", TestServers.INVITE_CODE));
        this.token = this.anybody.signIn(email, ApiClient.PASSWORD).text("accessToken");
        this.staff = this.anybody.with(this.token);
    }

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
    void keepsPerformers() {
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
    void showsAPerformanceAsPromised() throws IOException {
        long performer = performer();
        Answer made = send(HttpMethod.POST, "/api/admin/performances",
                performance(venue(80), Map.of("performerIds", List.of(performer), "maxPerPerson", 2)), picture());
        assertThat(made.status()).isEqualTo(201);
        JsonNode shown = this.anybody.get("/api/performances/" + id(made)).body();
        assertThat(shown).isEqualTo(made.body());
        assertThat(shown.propertyNames()).contains("id", "title", "category", "description", "durationMinutes",
                "ageLimit", "startDate", "endDate", "posterUrl", "venue", "grades", "performers", "booking");
        assertThat(shown.path("grades").get(0).path("price").asLong()).isEqualTo(90_000);
        assertThat(shown.path("performers").get(0).path("id").asLong()).isEqualTo(performer);
        assertThat(shown.path("booking").path("maxPerPerson").asInt()).isEqualTo(2);
        EntityExchangeResult<byte[]> poster = this.http.get()
            .uri(shown.path("posterUrl").asString())
            .exchange()
            .expectBody(byte[].class)
            .returnResult();
        assertThat(poster.getStatus().value()).isEqualTo(200);
        assertThat(poster.getResponseHeaders().getContentType()).isEqualTo(MediaType.IMAGE_JPEG);
        assertThat(poster.getResponseHeaders().getCacheControl()).contains("immutable", "max-age=31536000");
        assertThat(poster.getResponseHeaders().getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(this.anybody.get("/api/performances/" + id(made) + "/performers").body())
            .isEqualTo(shown.path("performers"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "x.jpg", "0123456789abcdef0123456789abcdef-480.jpg", "..%2f..%2fetc%2fpasswd",
            "0123456789ABCDEF0123456789ABCDEF-480.jpg", "0123456789abcdef0123456789abcdef-481.jpg" })
    void servesNothingButPosters(String name) {
        EntityExchangeResult<byte[]> answer = this.http.get()
            .uri(URI.create("/posters/" + name))
            .exchange()
            .expectBody(byte[].class)
            .returnResult();
        assertThat(answer.getStatus().is4xxClientError()).isTrue();
    }

    @Test
    void answersShortlyToWhoHasTheSameAlready() {
        for (String path : List.of("/api/performances", "/api/venues", "/api/venues/" + venue(10), "/api/performers")) {
            Answer first = this.anybody.get(path);
            assertThat(first.header(HttpHeaders.CACHE_CONTROL)).contains("public", "max-age=");
            assertThat(first.header(HttpHeaders.ETAG)).startsWith("W/\"");
            Answer again = this.anybody.header(HttpHeaders.IF_NONE_MATCH, first.header(HttpHeaders.ETAG)).get(path);
            assertThat(again.status()).isEqualTo(304);
        }
    }

    @Test
    void listsPerformancesByEveryFilter() {
        long venue = venue(10);
        long performer = performer();
        String title = Examples.uniqueName("100%_!'\" <i>밤</i>");
        Map<String, Object> body = performance(venue,
                Map.of("performerIds", List.of(performer), "title", title, "category", "CLASSIC"));
        long id = id(this.staff.post("/api/admin/performances", body));
        id(this.staff.post("/api/admin/performances", performance(venue, Map.of())));
        String at = "/api/performances?venueId=" + venue;
        assertThat(total(at)).isEqualTo(2);
        assertThat(total(at + "&category=CLASSIC")).isEqualTo(1);
        assertThat(total(at + "&category=&from=&to=&performerId=&sort=")).isEqualTo(2);
        assertThat(total(at + "&performerId=" + performer)).isEqualTo(1);
        assertThat(total(at + "&q=100%25_!'")).isEqualTo(1);
        assertThat(total(at + "&q=%25%25")).isZero();
        assertThat(total(at + "&from=" + Examples.END)).isEqualTo(2);
        assertThat(total(at + "&from=" + Examples.END.plusDays(1))).isZero();
        assertThat(total(at + "&to=" + Examples.START)).isEqualTo(2);
        assertThat(total(at + "&to=" + Examples.START.minusDays(1))).isZero();
        for (String sort : List.of("date", "title", "newest", "opening")) {
            assertThat(total(at + "&sort=" + sort)).isEqualTo(2);
        }
        JsonNode page = this.anybody.get(at + "&size=1&page=1&sort=newest").body();
        assertThat(page.path("total").asInt()).isEqualTo(2);
        assertThat(page.path("items").get(0).path("id").asLong()).isEqualTo(id);
        assertThat(page.path("items").get(0).path("title").asString()).isEqualTo(title);
        assertThat(page.path("items").get(0).path("lowestPrice").asLong()).isEqualTo(90_000);
    }

    @ParameterizedTest
    @CsvSource({ "sort=price;DROP TABLE performance, sort", "category=OPERA, category", "from=tomorrow, from",
            "size=0, size", "size=101, size", "page=-1, page", "page=99999999999, page", "venueId=one, venueId" })
    void namesTheParameterThatIsWrong(String query, String field) {
        Answer answer = this.anybody.get("/api/performances?" + query.replace(" ", "%20"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly(field);
    }

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
        assertThat(refused.text("detail")).contains("one round");
        assertThat(refused.body().path("rounds").get(0).asLong()).isEqualTo(round);
        assertThat(this.staff.put("/api/admin/rounds/" + round, Map.of("startsAt", "2098-03-11T15:00:00+09:00")).code())
            .isEqualTo("catalog.has-reservations");
        assertThat(this.staff.put("/api/admin/rounds/" + round, Map.of("bookingClosesAt", "2098-03-10T12:00:00+09:00"))
            .status()).isEqualTo(200);
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
                "CastMember", "Grade", "CatalogRound", "SaveVenue", "SeatMap", "SavePerformance", "PerformanceForm",
                "SavePerformer", "OpenRounds", "ChangeRound", "AddToCast")) {
            assertThat(api.path("components").path("schemas").path(schema).has("example")).as(schema).isTrue();
        }
    }

    private long total(String path) {
        EntityExchangeResult<byte[]> answer = this.http.get()
            .uri(URI.create(path.replace("'", "%27")))
            .exchange()
            .expectBody(byte[].class)
            .returnResult();
        assertThat(answer.getStatus().value()).as(path).isEqualTo(200);
        return JSON.readTree(answer.getResponseBody()).path("total").asLong();
    }

    private int status(String path) {
        return this.http.get().uri(path).exchange().expectBody(byte[].class).returnResult().getStatus().value();
    }

    private long venue(int capacity) {
        return id(this.staff.post("/api/admin/venues",
                Map.of("name", Examples.uniqueName("Venue"), "address", "a", "capacity", capacity)));
    }

    private long performer() {
        return id(this.staff.post("/api/admin/performers", Map.of("name", Examples.uniqueName("Performer"))));
    }

    private static long id(Answer made) {
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made.body().path("id").asLong();
    }

    private static Map<String, Object> performance(long venue, Map<String, Object> changes) {
        Map<String, Object> body = new HashMap<>(Map.of("title", Examples.uniqueName("밤바다"), "category", "MUSICAL",
                "description", "두 막.", "durationMinutes", 120, "ageLimit", 8, "startDate", Examples.START.toString(),
                "endDate", Examples.END.toString(), "venueId", venue, "grades",
                List.of(Map.of("name", "R", "price", 90_000))));
        body.putAll(changes);
        return body;
    }

    private static byte[] picture() throws IOException {
        return PosterImagesTests.picture(300, 400, "png");
    }

    /** Sends a form as a browser's script does. */
    private Answer send(HttpMethod method, String path, @Nullable Object performance, byte @Nullable [] poster) {
        MultipartBodyBuilder form = new MultipartBodyBuilder();
        if (performance != null) {
            form.part("performance", JSON.writeValueAsString(performance), MediaType.APPLICATION_JSON);
        }
        if (poster != null) {
            form.part("poster", new ByteArrayResource(poster)).filename("poster.jpg");
        }
        EntityExchangeResult<byte[]> result = this.http.method(method)
            .uri(path)
            .header(HttpHeaders.AUTHORIZATION, "Bearer " + this.token)
            .contentType(MediaType.MULTIPART_FORM_DATA)
            .body(form.build())
            .exchange()
            .expectBody(byte[].class)
            .returnResult();
        byte[] bytes = result.getResponseBody();
        return new Answer(result.getStatus().value(),
                (bytes != null && bytes.length > 0) ? JSON.readTree(bytes) : JSON.createObjectNode(),
                result.getResponseHeaders());
    }

}
