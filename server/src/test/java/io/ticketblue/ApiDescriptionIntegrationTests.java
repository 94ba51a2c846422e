package io.ticketblue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ApiDescriptionIntegrationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private RestTestClient http;

    @Test
    void describesTheContract() {
        JsonNode api = api();
        List<String> paths = new ArrayList<>(api.path("paths").propertyNames());
        assertThat(paths).isSorted()
            .contains("/api/accounts", "/api/admin/accounts", "/api/sessions", "/api/sessions/refresh", "/api/me")
            .allMatch((path) -> path.startsWith("/api/"));
        assertThat(api.at("/components/securitySchemes/accessToken/scheme").asString()).isEqualTo("bearer");
        assertThat(api.at("/paths/~1api~1sessions/post/security").isEmpty()).isTrue();
        assertThat(api.at("/components/schemas/Problem/properties/code/example").asString()).isNotBlank();
        assertThat(api.at("/paths/~1api~1me/get/responses/default/content/application~1problem+json/schema/$ref")
            .asString()).isEqualTo("#/components/schemas/Problem");
        assertThat(api.path("tags").valueStream().map((tag) -> tag.path("name").asString()).toList()).isSorted();
        assertThat(api.at("/paths/~1api~1me/get").path("parameters").size()).isZero();
    }

    @Test
    void declaresALocationForWhateverIsCreated() {
        List<String> created = new ArrayList<>();
        List<String> without = new ArrayList<>();
        api().path("paths").propertyStream().forEach((path) -> path.getValue().propertyStream().forEach((operation) -> {
            JsonNode response = operation.getValue().path("responses").path("201");
            if (!response.isMissingNode()) {
                String name = operation.getKey() + " " + path.getKey();
                created.add(name);
                if (!response.path("headers").path("Location").path("required").asBoolean(false)) {
                    without.add(name);
                }
            }
        }));
        assertThat(created).contains("post /api/accounts", "post /api/rounds/{id}/reservations",
                "post /api/admin/performances", "post /api/admin/coupons", "post /api/admin/invitations");
        assertThat(without).isEmpty();
    }

    @Test
    void describesChosenSeatsAsNumbers() {
        JsonNode schemas = api().path("components").path("schemas");
        for (String name : List.of("SeatChoice", "CancellationWish", "CancellationOrder")) {
            JsonNode seats = schemas.path(name).path("properties").path("seatIds");
            assertThat(seats.path("type").asString()).as(name).isEqualTo("array");
            assertThat(seats.path("items").path("type").asString()).as(name).isEqualTo("integer");
        }
    }

    @Test
    void showsAnExampleOfEverySimpleField() {
        List<String> bare = new ArrayList<>();
        api().path("components").path("schemas").propertyStream().forEach((schema) -> {
            schema.getValue().path("properties").propertyStream().forEach((field) -> {
                JsonNode value = field.getValue();
                boolean simple = !value.has("$ref") && !"array".equals(value.path("type").asString(""))
                        && !"object".equals(value.path("type").asString(""));
                if (simple && !value.has("example") && !value.has("enum") && !value.has("allOf")) {
                    bare.add(schema.getKey() + "." + field.getKey());
                }
            });
        });
        assertThat(bare).isEmpty();
    }

    @Test
    void hasAPageToTryItOn() {
        PageClient browser = new PageClient(this.port);
        String first = browser.get("/swagger-ui.html").headers().firstValue("Location").orElse("");
        assertThat(browser.get(first).body()).contains("swagger");
    }

    private JsonNode api() {
        return ApiClient.of(this.http).get("/v3/api-docs").body();
    }

}
