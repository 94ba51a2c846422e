package io.ticketblue.shared;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

@ProbeTest
class ProblemIntegrationTests {

    private static final String THINGS = "/api/performances/probe/things";

    private static final String GOOD = "{\"count\": 1, \"at\": \"2026-12-24T19:30:00+09:00\", \"price\": 5000}";

    @Autowired
    private RestTestClient http;

    @LocalServerPort
    private int port;

    @Test
    void letsGoodInputThrough() {
        Answer answer = buyer().post(THINGS, GOOD);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("at")).isEqualTo("2026-12-24T19:30:00+09:00");
        assertThat(answer.body().get("price").longValue()).isEqualTo(5000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"count\": 0, \"at\": \"2026-12-24T19:30:00+09:00\", \"price\": 1} | count",
            "{\"count\": \"1\", \"at\": \"2026-12-24T19:30:00+09:00\", \"price\": 1} | count",
            "{\"count\": 1.5, \"at\": \"2026-12-24T19:30:00+09:00\", \"price\": 1} | count",
            "{\"count\": 99999999999999999999, \"at\": \"2026-12-24T19:30:00+09:00\", \"price\": 1} | count",
            "{\"count\": null, \"at\": \"2026-12-24T19:30:00+09:00\", \"price\": 1} | count",
            "{\"count\": 1, \"at\": \"2026-12-24T19:30:00\", \"price\": 1} | at",
            "{\"count\": 1, \"at\": 1766572200, \"price\": 1} | at",
            "{\"count\": 1, \"at\": \"+999999999-12-31T23:59:59Z\", \"price\": 1} | at",
            "{\"count\": 1, \"at\": \"2026-12-24T19:30:00+09:00\", \"price\": -1} | price",
            "{\"count\": 1, \"at\": \"2026-12-24T19:30:00+09:00\", \"price\": 1, \"free\": true} | free",
            "{\"count\": 1, \"at\": \"2026-12-24T19:30:00+09:00\", \"price\": 1, \"parts\": [{\"size\": 1}, {\"size\": \"x\"}]} | parts[1].size",
            "{\"count\": 1, \"at\": \"2026-12-24T19:30:00+09:00\", \"price\": 1, \"parts\": [{\"size\": -4}]} | parts[0].size" })
    void namesTheFieldThatIsWrong(String body, String field) {
        Answer answer = buyer().post(THINGS, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("request.invalid");
        assertThat(answer.fields()).containsExactly(field);
        assertThat(answer.body().get("errors").get(0).get("message").asString()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({ "/api/performances/probe/x/parts?page=0,id", "/api/performances/probe/1/parts,page",
            "/api/performances/probe/1/parts?page=x,page", "/api/performances/probe/1/parts?page=-1,page",
            "/api/performances/probe/1/parts?page=0&size=0,size",
            "/api/performances/probe/1/parts?page=0&size=101,size",
            "/api/performances/probe/99999999999999999999/parts?page=0,id" })
    void namesTheParameterThatIsWrong(String path, String field) {
        Answer answer = ApiClient.of(this.http).get(path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("request.invalid");
        assertThat(answer.fields()).containsExactly(field);
    }

    @Test
    void saysWhichMethodsAreAllowed() {
        Answer answer = buyer().put(THINGS, GOOD);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.code()).isEqualTo("request.method-not-allowed");
        assertThat(answer.header(HttpHeaders.ALLOW)).isEqualTo("POST");
    }

    @Test
    void refusesOtherFormatsThanJson() {
        this.http.post()
            .uri("/api/sessions")
            .contentType(MediaType.TEXT_PLAIN)
            .body("hello")
            .exchange()
            .expectStatus()
            .isEqualTo(415)
            .expectHeader()
            .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void refusesToAnswerInOtherFormatsThanJson() {
        Answer answer = buyer().header(HttpHeaders.ACCEPT, "image/png").post(THINGS, GOOD);
        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.code()).isEqualTo("request.not-acceptable");
    }

    @Test
    void saysThatThereIsNothing() {
        Answer answer = buyer().in("en").get("/api/performances/probe/no/such/path");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("request.not-found");
        assertThat(answer.text("detail")).isEqualTo("Page not found.");
        assertThat(answer.header(HttpHeaders.CONTENT_TYPE)).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({ "/api/performances/%, /api/performances/%25", "/api/performances/%zz, /api/performances/%25zz",
            "/api/performances/1%4, /api/performances/1%254", "/api/performances/%c0%af, /api/performances/%c0%af",
            "/api/performances/%ff, /api/performances/%ff", "/api/%2e%2e/%2e%2e/x, /api/%2e%2e/%2e%2e/x",
            "/api/performances/a%2fb, /api/performances/a%2fb", "/api/%00, /api/%00" })
    void answersPathsThatCannotBeReadAsProblems(String path, String instance) {
        String answer = raw(path);
        assertThat(answer).containsIgnoringCase("\r\nContent-Type: application/problem+json")
            .contains("\"code\":\"request.", "\"instance\":\"" + instance + "\"", "\"status\":400")
            .doesNotContain("<html", "Tomcat");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/%", "/performances/%zz", "/%c0%af", "/../x" })
    void showsTheErrorPageForPathsThatCannotBeRead(String path) {
        assertThat(raw(path)).containsIgnoringCase("\r\nContent-Type: text/html")
            .contains("<html", "Bad request")
            .doesNotContain("Tomcat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "X-\u0001", "X\u0000Y", "X Y", "X\tY", "(X)", "X\u007f", "\u00e9", "X\u0085", "\"X\"", "@" })
    void refusesHeadersWhoseNamesAreNone(String name) {
        for (String path : List.of("/api/performances", "/")) {
            RawHttp.Answer answer = new RawHttp(this.port).exchange(RawHttp.Request.get(path).with(name, "1"));
            assertThat(answer.status()).as(name + ": " + answer.text()).isEqualTo(400);
        }
    }

    private String raw(String path) {
        RawHttp.Answer answer = new RawHttp(this.port)
            .exchange(RawHttp.Request.get(path).with("Accept-Language", "en"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        return answer.text();
    }

    @Test
    void tellsNothingOfItsInsidesWhenItIsSurprised() {
        Answer answer = ApiClient.of(this.http).get("/api/performances/probe/surprise");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("request.failed");
        assertThat(answer.text("id")).isNotEmpty();
        assertThat(answer.body().toString()).doesNotContain("secret", "Exception", "java");
        byte[] page = this.http.get()
            .uri("/probe/surprise")
            .exchange()
            .expectBody(byte[].class)
            .returnResult()
            .getResponseBody();
        assertThat(page).isNotNull();
        assertThat(new String(page, StandardCharsets.UTF_8)).contains("<html").doesNotContain("secret", "Exception");
    }

    @Test
    void refusesABodyOfFiveMegabytes() {
        Answer answer = buyer().post(THINGS, "{\"count\": \"" + "a".repeat(5_000_000) + "\"}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("request.too-large");
    }

    @Test
    void refusesAnUploadThatIsTooLarge() {
        String token = ApiClient.of(this.http).newStaffToken();
        assertThat(upload(token, 1000)).isEqualTo(200);
        assertThat(upload(token, 13 * 1024 * 1024)).isEqualTo(413);
    }

    @Test
    void refusesABodyOver64KilobytesHoweverItComes() throws Exception {
        String large = "{\"count\": \"" + "a".repeat(70_000) + "\"}";
        assertThat(buyer().post(THINGS, large).code()).isEqualTo("request.too-large");
        assertThat(buyer().header(Idempotent.KEY, "large-1").post("/api/probe/orders", large).code())
            .isEqualTo("request.too-large");
        assertThat(chunked(THINGS, "application/json", large, "none")).contains("413", "request.too-large");
        assertThat(chunked("/api/probe/orders", "application/json", large, "large-2")).contains("413",
                "request.too-large");
        assertThat(chunked("/api/sessions", "application/json", large, "none")).contains("413", "request.too-large");
    }

    @Test
    void takesUploadsOnlyWhereTheyAreMeant() throws Exception {
        String part = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nabc\r\n--x--\r\n";
        assertThat(chunked("/api/sessions", "multipart/form-data; boundary=x", part, "none")).contains("415",
                "request.unsupported-media-type");
    }

    /** Sends a body whose length it does not tell. */
    private String chunked(String path, String type, String body, String key) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client
                .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
                    .header("Content-Type", type)
                    .header("Authorization", "Bearer " + ApiClient.of(this.http).newStaffToken())
                    .header(Idempotent.KEY, key)
                    .POST(HttpRequest.BodyPublishers
                        .ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                    .build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }

    private int upload(String token, int size) {
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("file", new ByteArrayResource(new byte[size]) {
            @Override
            public String getFilename() {
                return "poster.png";
            }
        });
        return this.http.method(HttpMethod.POST)
            .uri("/api/admin/performances/probe/uploads")
            .headers((headers) -> headers.setBearerAuth(token))
            .contentType(MediaType.MULTIPART_FORM_DATA)
            .body(parts)
            .exchange()
            .expectBody(byte[].class)
            .returnResult()
            .getStatus()
            .value();
    }

    @Test
    void speaksTheReadersLanguage() {
        assertThat(titleIn("en-US,en;q=0.9,ko;q=0.1")).isEqualTo("Not found");
        assertThat(titleIn("ko-KR")).isEqualTo("찾을 수 없음");
        assertThat(titleIn("fr, en;q=0.5")).isEqualTo("Not found");
        assertThat(titleIn("fr")).isEqualTo("찾을 수 없음");
        assertThat(titleIn(";;q=")).isEqualTo("찾을 수 없음");
    }

    private String titleIn(String language) {
        return ApiClient.of(this.http).in(language).get("/api/performances/probe/no/such/path").text("title");
    }

    private ApiClient buyer() {
        return ApiClient.of(this.http).newBuyer();
    }

}
