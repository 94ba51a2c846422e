package io.ticketblue.catalog.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.Examples;
import io.ticketblue.catalog.SalesForTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
@Import({ SalesForTests.Configuration.class, PostersForTests.Configuration.class })
class CatalogApiIntegrationTests extends CatalogApiCalls {

    @Test
    void answersShortlyToWhoHasTheSameAlready() {
        for (String path : List.of("/api/performances", "/api/venues", "/api/venues/" + venue(10), "/api/performers")) {
            Answer first = this.anybody.get(path);
            assertThat(first.header(HttpHeaders.CACHE_CONTROL)).contains("public", "max-age=");
            assertThat(first.header(HttpHeaders.ETAG)).startsWith("\"");
            Answer again = this.anybody.header(HttpHeaders.IF_NONE_MATCH, first.header(HttpHeaders.ETAG)).get(path);
            assertThat(again.status()).isEqualTo(304);
        }
    }

    @Test
    void compressesForWhoTakesItAndTellsTheTwoFormsApart(@LocalServerPort int port) throws Exception {
        long id = id(this.staff.post("/api/admin/performances",
                performance(venue(10), Map.of("description", "조용한 물결 ".repeat(200)))));
        for (String path : List.of("/api/performances/" + id, "/api/performances?q=" + "x".repeat(3),
                "/api/performances?size=100")) {
            HttpResponse<byte[]> plain = get(port, path);
            assertThat(plain.headers().firstValue("Cache-Control")).as(path).hasValue("max-age=30, public");
            assertThat(plain.headers().firstValue("Content-Encoding")).as(path).isEmpty();
            assertThat(plain.headers().firstValue("Vary").orElseThrow()).as(path).contains("Accept-Encoding");
            String tag = plain.headers().firstValue("ETag").orElseThrow();
            assertThat(get(port, path, "Accept-Encoding", "br, gzip;q=0").headers().firstValue("ETag")).as(path)
                .hasValue(tag);
            HttpResponse<byte[]> zipped = get(port, path, "Accept-Encoding", "br, gzip;q=0.5");
            boolean small = plain.body().length < 1024;
            assertThat(zipped.headers().firstValue("Content-Encoding").isEmpty()).as(path).isEqualTo(small);
            if (!small) {
                assertThat(zipped.body()).as(path).hasSizeLessThan(plain.body().length);
                assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes()).as(path)
                    .isEqualTo(plain.body());
                assertThat(zipped.headers().firstValue("ETag")).as(path).isNotEqualTo(Optional.of(tag));
            }
            for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag,
                    zipped.headers().firstValue("ETag").orElseThrow())) {
                HttpResponse<byte[]> same = get(port, path, "If-None-Match", known);
                assertThat(same.statusCode()).as(path + " " + known).isEqualTo(304);
                assertThat(same.body()).as(path).isEmpty();
                assertThat(same.headers().firstValue("Cache-Control")).as(path).hasValue("max-age=30, public");
            }
            assertThat(get(port, path, "If-None-Match", "\"other\"").statusCode()).as(path).isEqualTo(200);
        }
    }

    private static HttpResponse<byte[]> get(int port, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Test
    void takesASearchForBlanksForTheListItself() {
        String path = "/api/performers?size=10&q=";
        Answer all = this.anybody.get(path);
        assertThat(this.anybody.get(path + "  ").header(HttpHeaders.ETAG)).isEqualTo(all.header(HttpHeaders.ETAG));
    }

    @Test
    void answersShortlyToWhoKnowsTheRoundAsItIs() {
        long id = id(this.staff.post("/api/admin/performances", performance(venue(10), Map.of())));
        String path = "/api/rounds/" + this.staff
            .post("/api/admin/performances/" + id + "/rounds", Map.of("startsAt", List.of("2098-03-10T15:00:00+09:00")))
            .body()
            .get(0)
            .path("id")
            .asLong();
        Answer first = this.anybody.get(path);
        assertThat(first.header(HttpHeaders.CACHE_CONTROL)).isEqualTo("no-cache");
        ApiClient knowing = this.anybody.header(HttpHeaders.IF_NONE_MATCH, first.header(HttpHeaders.ETAG));
        assertThat(knowing.get(path).status()).isEqualTo(304);
        this.staff.put("/api/admin/rounds/" + path.substring("/api/rounds/".length()),
                Map.of("startsAt", "2098-03-11T15:00:00+09:00"));
        await().until(() -> knowing.get(path).status() == 200);
        assertThat(this.anybody.get(path + "/seats").header(HttpHeaders.ETAG)).startsWith("W/\"");
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
        assertThat(total(at + "&q=%3Ci%3E%E1%84%87%E1%85%A1%E1%86%B7")).as("in letters that are not composed")
            .isEqualTo(1);
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
    void showsAPerformanceAsPromised() throws IOException {
        long performer = performer();
        Answer made = send(HttpMethod.POST, "/api/admin/performances",
                performance(venue(80), Map.of("performerIds", List.of(performer), "maxPerPerson", 2)), picture());
        assertThat(made.status()).isEqualTo(201);
        JsonNode shown = this.anybody.get("/api/performances/" + id(made)).body();
        assertThat(shown).isEqualTo(made.body());
        assertThat(shown.propertyNames()).contains("id", "title", "category", "description", "durationMinutes",
                "ageLimit", "startDate", "endDate", "posterUrl", "venue", "grades", "performers", "rating", "booking");
        assertThat(shown.path("rating").path("average").isNull()).isTrue();
        assertThat(shown.path("rating").path("count").asInt(-1)).isZero();
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

}
