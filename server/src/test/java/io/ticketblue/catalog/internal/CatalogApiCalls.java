package io.ticketblue.catalog.internal;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.accounts.Role;
import io.ticketblue.catalog.Examples;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls that the tests of the catalogue's API have in common. */
abstract class CatalogApiCalls {

    static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    RestTestClient http;

    private String token = "";

    ApiClient staff = ApiClient.at(1);

    ApiClient anybody = ApiClient.at(1);

    @BeforeEach
    void signIn() {
        this.anybody = ApiClient.of(this.http);
        String email = ApiClient.newEmail();
        this.anybody.joinStaff(email, ApiClient.PASSWORD, Role.BOX_OFFICE);
        this.token = this.anybody.signIn(email, ApiClient.PASSWORD).text("accessToken");
        this.staff = this.anybody.with(this.token);
    }

    long total(String path) {
        EntityExchangeResult<byte[]> answer = this.http.get()
            .uri(URI.create(path.replace("'", "%27")))
            .exchange()
            .expectBody(byte[].class)
            .returnResult();
        assertThat(answer.getStatus().value()).as(path).isEqualTo(200);
        return JSON.readTree(answer.getResponseBody()).path("total").asLong();
    }

    int status(String path) {
        return this.http.get().uri(path).exchange().expectBody(byte[].class).returnResult().getStatus().value();
    }

    long venue(int capacity) {
        return id(this.staff.post("/api/admin/venues",
                Map.of("name", Examples.uniqueName("Venue"), "address", "a", "capacity", capacity)));
    }

    long performer() {
        return id(this.staff.post("/api/admin/performers", Map.of("name", Examples.uniqueName("Performer"))));
    }

    static long id(Answer made) {
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made.body().path("id").asLong();
    }

    static Map<String, Object> performance(long venue, Map<String, Object> changes) {
        Map<String, Object> body = new HashMap<>(Map.of("title", Examples.uniqueName("밤바다"), "category", "MUSICAL",
                "description", "두 막.", "durationMinutes", 120, "ageLimit", 8, "startDate", Examples.START.toString(),
                "endDate", Examples.END.toString(), "venueId", venue, "grades",
                List.of(Map.of("name", "R", "price", 90_000))));
        body.putAll(changes);
        return body;
    }

    static byte[] picture() throws IOException {
        return PosterImagesTests.picture(300, 400, "png");
    }

    /** Sends a form as a browser's script does. */
    Answer send(HttpMethod method, String path, @Nullable Object performance, byte @Nullable [] poster) {
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
