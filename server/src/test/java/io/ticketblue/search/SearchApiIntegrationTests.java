package io.ticketblue.search;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.Role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The addresses of searching, of the index and of synonyms. */
@IntegrationTest
class SearchApiIntegrationTests {

    @LocalServerPort
    private int port;

    private ApiClient anybody;

    private ApiClient admin;

    @BeforeEach
    void signIn() {
        this.anybody = ApiClient.at(this.port);
        this.admin = this.anybody.newStaff(Role.ADMIN);
    }

    @Test
    void answersInThreeGroups() {
        ApiClient.Answer made = this.admin.post("/api/admin/performers", Map.of("name", "흐뭄뿌바"));
        long id = made.body().get("id").asLong();
        await().untilAsserted(() -> {
            ApiClient.Answer found = this.anybody.get("/api/search?q=흐뭄");
            assertThat(found.status()).isEqualTo(200);
            assertThat(found.body().at("/query").asString()).isEqualTo("흐뭄");
            assertThat(found.body().has("didYouMean")).isFalse();
            assertThat(found.body().at("/performers/items/0/id").asLong()).isEqualTo(id);
            assertThat(found.body().at("/performers/items/0/highlight").asString()).isEqualTo("<mark>흐뭄</mark>뿌바");
            assertThat(found.body().at("/performers/total").asLong()).isEqualTo(1);
        });
        ApiClient.Answer suggested = this.anybody.get("/api/search/suggestions?q=ㅎㅁㅃ");
        assertThat(suggested.body().at("/0/kind").asString()).isEqualTo("PERFORMER");
        assertThat(suggested.body().at("/0/id").asLong()).isEqualTo(id);
        assertThat(suggested.body().at("/0/text").asString()).isEqualTo("흐뭄뿌바");
        ApiClient.Answer mistyped = this.anybody.get("/api/search?q=흐뭄뿌버");
        assertThat(mistyped.body().at("/didYouMean").asString()).isEqualTo("흐뭄뿌바");
    }

    @Test
    void answersNothingForNothing() {
        ApiClient.Answer found = this.anybody.get("/api/search");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body().at("/performances/total").asLong()).isZero();
        assertThat(found.body().at("/performances/facets/category").isArray()).isTrue();
        assertThat(this.anybody.get("/api/search/suggestions").body().size()).isZero();
    }

    @Test
    void refusesWhatIsTooLongOrUnknownAndNamesTheField() {
        assertThat(field("q=" + "가".repeat(101))).isEqualTo("q");
        assertThat(field("q=a&sort=best")).isEqualTo("sort");
        assertThat(field("q=a&size=101")).isEqualTo("size");
        assertThat(field("q=a&page=-1")).isEqualTo("page");
        assertThat(field("q=a&category=OPERA")).isEqualTo("category");
        assertThat(field("q=a&month=2026-13")).isEqualTo("month");
        assertThat(field("q=a&region=MARS")).isEqualTo("region");
        assertThat(field("q=a&from=tomorrow")).isEqualTo("from");
    }

    @Test
    void refusesRangesOfReservationsThatEndBeforeTheyStart() {
        ApiClient staff = this.anybody.newStaff(Role.BOX_OFFICE);
        String later = "2026-02-02T00:00:00Z";
        String earlier = "2026-02-01T00:00:00Z";
        for (String range : List.of("bookedFrom=" + later + "&bookedTo=" + earlier,
                "paidFrom=" + later + "&paidTo=" + earlier, "minAmount=2&maxAmount=1")) {
            ApiClient.Answer refused = staff.get("/api/admin/reservations?" + range);
            assertThat(refused.status()).as(range).isEqualTo(400);
            assertThat(range).contains(refused.body().at("/errors/0/field").asString() + "=");
            assertThat(refused.body().at("/errors/0/field").asString()).isIn("bookedTo", "paidTo", "maxAmount");
        }
        assertThat(staff.get("/api/admin/reservations?minAmount=2&maxAmount=2").status()).isEqualTo(200);
    }

    private String field(String query) {
        ApiClient.Answer refused = this.anybody.get("/api/search?" + query);
        assertThat(refused.status()).as(query).isEqualTo(400);
        return refused.body().at("/errors/0/field").asString();
    }

    @Test
    void showsTheStateOfTheIndex() {
        await().untilAsserted(() -> assertThat(this.admin.get("/api/admin/search").body().has("documents")).isTrue());
        await().untilAsserted(() -> {
            ApiClient.Answer state = this.admin.get("/api/admin/search");
            assertThat(state.body().has("rebuild")).isFalse();
            assertThat(state.body().get("lagSeconds").asDouble()).isZero();
        });
        assertThat(this.anybody.newStaff(Role.BOX_OFFICE).get("/api/admin/search").status()).isEqualTo(403);
    }

    @Test
    void searchesWithSynonymsThatStaffEdit() {
        this.admin.post("/api/admin/performers", Map.of("name", "구릉 낟알패"));
        ApiClient staff = this.anybody.newStaff(Role.BOX_OFFICE);
        ApiClient.Answer made = staff.post("/api/admin/search/synonyms", Map.of("words", List.of("넓은 들녘", "구릉")));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        String address = "/api/admin/search/synonyms/" + made.body().get("id").asLong();
        await().untilAsserted(() -> assertThat(performers("넓은 들녘")).isEqualTo(1));
        assertThat(performers("넓은들녘 낟알")).isEqualTo(1);
        assertThat(staff.post("/api/admin/search/synonyms", Map.of("words", List.of("구 릉", "다른"))).status())
            .isEqualTo(409);
        assertThat(staff.put(address, Map.of("words", List.of("벌판", "구릉"), "version", 7)).status()).isEqualTo(409);
        assertThat(staff.put(address, Map.of("words", List.of("벌판", "구릉"), "version", 1)).status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(performers("벌판")).isEqualTo(1));
        assertThat(performers("넓은 들녘")).isZero();
        assertThat(staff.delete(address, null).status()).isEqualTo(204);
        assertThat(staff.get(address).status()).isEqualTo(404);
        await().untilAsserted(() -> assertThat(performers("벌판")).isZero());
    }

    private long performers(String text) {
        return this.anybody.get("/api/search?q=" + text).body().at("/performers/total").asLong();
    }

    @Test
    void refusesSynonymsThatAreNone() {
        ApiClient staff = this.anybody.newStaff(Role.BOX_OFFICE);
        for (Object words : List.of(List.of(), List.of("하나"), List.of("같은", "같 은"), List.of("하나", " "),
                List.of("하나", "%%"), List.of("하나", "가".repeat(51)))) {
            ApiClient.Answer refused = staff.post("/api/admin/search/synonyms", Map.of("words", words));
            assertThat(refused.status()).as(words.toString()).isEqualTo(400);
            assertThat(refused.body().at("/errors/0/field").asString()).startsWith("words");
        }
        assertThat(staff.post("/api/admin/search/synonyms", Map.of()).status()).isEqualTo(400);
    }

}
