package io.ticketblue.web;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.PageClient;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.servlet.DispatcherServlet;

import static io.ticketblue.ApiClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** Pages whose main part is rendered once for all, and whose frame is not. */
@IntegrationTest
class FramedPagesIntegrationTests {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private static final String NAME = "거북이 <셋>";

    @LocalServerPort
    private int port;

    @Autowired
    private MockMvc mvc;

    private List<String> pages;

    private List<String> json;

    @BeforeEach
    void openTheHouse(@Autowired ApplicationContext application, @Autowired Catalog catalog) throws Exception {
        RoundId round = Theatre.in(application).round(90_000, 1_000);
        PerformanceId performance = catalog.round(round).performanceId();
        String shown = "/performances/" + performance;
        this.pages = List.of("/", "/performances", "/performances?category=MUSICAL&sort=TITLE", shown);
        this.json = List.of("/api" + shown, "/api" + shown + "/rounds", "/api" + shown + "/performers",
                "/api" + shown + "/reviews", "/api/rounds/" + round, "/api/performances", "/api/venues",
                "/api/performers", "/api/coupons");
    }

    @Test
    void keepsNothingOfAPersonInWhatOthersRead() {
        ApiClient api = ApiClient.at(this.port);
        String email = ApiClient.newEmail();
        api.post("/api/accounts", Map.of("email", email, "password", PASSWORD, "name", NAME));
        PageClient person = new PageClient(this.port);
        person.signIn(email, PASSWORD);
        String session = person.cookie("ticketblue").orElseThrow();
        for (String path : this.pages) {
            HttpResponse<String> own = person.get(path);
            assertThat(own.body()).as(path).contains("거북이 &lt;셋&gt;", "/sign-out").doesNotContain("\uE000");
            assertThat(own.headers().firstValue("Cache-Control").orElse("")).as(path).contains("no-store");
            Matcher token = TOKEN.matcher(own.body());
            assertThat(token.find()).as(path).isTrue();
            HttpResponse<String> guests = new PageClient(this.port).get(path);
            assertThat(guests.body()).as(path)
                .contains("/sign-in")
                .doesNotContain("거북이", email, "_csrf", token.group(1), "\uE000");
            assertThat(guests.headers().allValues("Cache-Control")).as(path).containsExactly("no-cache, private");
            assertThat(guests.headers().allValues("Set-Cookie")).as(path)
                .noneMatch((cookie) -> cookie.contains(session));
        }
        ApiClient buyer = api.with(api.signIn(email, PASSWORD).text("accessToken"));
        for (String path : this.json) {
            ApiClient.Answer own = buyer.get(path);
            assertThat(own.status()).as(path).isEqualTo(200);
            assertThat(own.body().toString()).as(path).doesNotContain("거북이", email);
            assertThat(own.header("Cache-Control")).as(path).doesNotContain("no-store");
        }
    }

    @Test
    void signsOutWithTheTokenOfAFramedPage() {
        ApiClient api = ApiClient.at(this.port);
        String email = ApiClient.newEmail();
        api.post("/api/accounts", Map.of("email", email, "password", PASSWORD, "name", NAME));
        PageClient person = new PageClient(this.port);
        person.signIn(email, PASSWORD);
        Matcher token = TOKEN.matcher(person.get("/").body());
        assertThat(token.find()).isTrue();
        assertThat(person.post("/sign-out", Map.of("_csrf", "wrong")).statusCode()).isNotEqualTo(302);
        assertThat(person.post("/sign-out", Map.of("_csrf", token.group(1))).statusCode()).isEqualTo(302);
        assertThat(person.get("/").body()).doesNotContain("거북이");
    }

    @Test
    void sendsCompressedPiecesThatMakeTheSamePage() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : this.pages) {
                String plain = new PageClient(this.port).get(path).body();
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
                    .header("Accept", "text/html")
                    .header("Accept-Encoding", "gzip")
                    .build();
                HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
                assertThat(answer.headers().allValues("Vary")).anyMatch((vary) -> vary.contains("Accept-Encoding"));
                try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
                    assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain);
                }
            }
        }
    }

    @Test
    void fillsTheFrameWithTheAddressOfThePage() {
        String page = new PageClient(this.port).get("/performances?category=PLAY&q=%22%3E%3Cb%3E&lang=en").body();
        assertThat(page)
            .contains("/performances?category=PLAY&amp;q=%22%3E%3Cb%3E&amp;lang=ko", "value=\"&quot;&gt;&lt;b&gt;\"",
                    "<html lang=\"en\"")
            .doesNotContain("\"><b>");
    }

    @Test
    void showsAMessageOnceAndAsText() throws Exception {
        String page = this.mvc
            .perform(get("/").requestAttr(DispatcherServlet.INPUT_FLASH_MAP_ATTRIBUTE, Map.of("toast", "<b>done</b>")))
            .andReturn()
            .getResponse()
            .getContentAsString(StandardCharsets.UTF_8);
        assertThat(page).contains("data-toast>", "&lt;b&gt;done&lt;/b&gt;").doesNotContain("<b>done");
        String next = this.mvc.perform(get("/")).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
        assertThat(next).doesNotContain("done").doesNotContain("data-toast>");
    }

}
