package io.ticketblue.catalog.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.CancellationPolicies;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SalesForTests;
import io.ticketblue.shared.AuditEntry;
import io.ticketblue.shared.AuditFilter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Paging;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@Import({ SalesForTests.Configuration.class, PostersForTests.Configuration.class })
class CancellationPolicyApiIntegrationTests extends CatalogApiCalls {

    @Autowired
    private SalesForTests sales;

    @Autowired
    private AuditTrail trail;

    static Stream<String> policies() {
        return CancellationPolicies.names().stream().filter((name) -> !name.equals(CancellationPolicies.CUSTOM));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    {}                                                                         | tiers
                    {"tiers": [null]}                                                          | tiers[0].daysBefore
                    {"tiers": [{"daysBefore": 1}]}                                             | tiers[0]
                    {"tiers": [{"daysBefore": 1, "won": 1, "percent": 1}]}                     | tiers[0]
                    {"tiers": [{"daysBefore": 1, "won": -1}]}                                  | tiers[0].won
                    {"tiers": [{"daysBefore": 1, "won": 10000001}]}                            | tiers[0].won
                    {"tiers": [{"daysBefore": 1, "won": 1, "capPercent": 101}]}                | tiers[0].capPercent
                    {"tiers": [{"daysBefore": 1, "won": 1, "capWon": 1}]}                      | tiers[0].capWon
                    {"tiers": [{"daysBefore": 1, "percent": 101}]}                             | tiers[0].percent
                    {"tiers": [{"daysBefore": 1, "percent": -1}]}                              | tiers[0].percent
                    {"tiers": [{"daysBefore": 1, "percent": 1, "capWon": -1}]}                 | tiers[0].capWon
                    {"tiers": [{"daysBefore": 1, "percent": 1, "capPercent": 1}]}              | tiers[0].capPercent
                    {"tiers": [{"daysBefore": 2, "percent": 10}]}                              | tiers[0].daysBefore
                    {"tiers": [{"daysBefore": 0, "percent": 10}]}                              | tiers[0].daysBefore
                    {"tiers": [{"daysBefore": 1, "percent": 9}, {"daysBefore": 1, "won": 9}]}  | tiers[1].daysBefore
                    {"tiers": [{"daysBefore": 1, "percent": 9}, {"daysBefore": 7, "won": 9}, {"daysBefore": 3, "won": 9}]} | tiers[2].daysBefore
                    {"tiers": [{"daysBefore": 1, "percent": 9}, {"daysBefore": 366, "won": 9}]} | tiers[1].daysBefore
                    {"tiers": [], "freeDays": -1, "dateWinsWithinDays": 366}                   | freeDays dateWinsWithinDays
                    {"tiers": [], "showDayPercent": 101}                                       | showDayPercent
                    {"tiers": [], "showDayPercent": 90, "dayBeforeUntil": "17:00"}             | dayBeforeUntil
                    {"tiers": [], "dayBeforeUntil": "25:00"}                                   | dayBeforeUntil
                    {"tiers": [], "bookingFee": "SOMETIMES"}                                   | bookingFee
                    """)
    void namesWhatIsWrongWithTerms(String terms, String fields) {
        Answer answer = this.staff.post("/api/admin/performances", with("custom", terms));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.fields()).as(answer.body().toString())
            .containsExactlyInAnyOrder(
                    Stream.of(fields.split(" ")).map((field) -> "cancellationTerms." + field).toArray(String[]::new));
    }

    @Test
    void wantsTermsForOwnFeesAndNoneForReadyMadeOnes() {
        assertThat(this.staff
            .post("/api/admin/performances", performance(venue(10), Map.of("cancellationPolicy", "custom")))
            .fields()).containsExactly("cancellationTerms");
        assertThat(this.staff.post("/api/admin/performances", with("standard", "{\"tiers\": []}")).fields())
            .containsExactly("cancellationTerms");
        Map<String, Object> unnamed = with("custom", "{\"tiers\": []}");
        unnamed.remove("cancellationPolicy");
        assertThat(this.staff.post("/api/admin/performances", unnamed).text("cancellationPolicy")).isEqualTo("custom");
    }

    @ParameterizedTest
    @MethodSource("policies")
    void canBeWrittenBackAsItWasRead(String policy) {
        long venue = venue(10);
        long id = id(
                this.staff.post("/api/admin/performances", performance(venue, Map.of("cancellationPolicy", policy))));
        JsonNode read = this.anybody.get("/api/performances/" + id).body();
        assertThat(read.path("cancellationPolicy").asString()).isEqualTo(policy);
        Map<String, Object> terms = JSON.convertValue(read.path("cancellationTerms"), new TypeReference<>() {
        });
        for (String name : List.of(policy, "custom")) {
            Answer written = this.staff.put("/api/admin/performances/" + id,
                    performance(venue, Map.of("cancellationPolicy", name, "cancellationTerms", terms)));
            assertThat(written.status()).as(written.body().toString()).isEqualTo(200);
            assertThat(written.body().path("cancellationTerms")).isEqualTo(read.path("cancellationTerms"));
            assertThat(written.body().path("cancellationInWords")).isEqualTo(read.path("cancellationInWords"));
        }
    }

    @Test
    void saysThePolicyInTheLanguageOfTheReader() {
        long id = id(this.staff.post("/api/admin/performances",
                performance(venue(10), Map.of("cancellationPolicy", "large-sites-concert", "bookingFee", 2_000))));
        Answer korean = this.anybody.in("ko").get("/api/performances/" + id);
        assertThat(words(korean)).containsExactly("예매 후 7일 이내: 없음", "관람일 10일 전까지: 장당 4,000원 (티켓 금액의 10% 이내)",
                "관람일 9일 전 ~ 7일 전: 티켓 금액의 10%", "관람일 6일 전 ~ 3일 전: 티켓 금액의 20%", "관람일 2일 전 ~ 1일 전: 티켓 금액의 30%",
                "관람일 당일: 취소 불가", "관람일 전날 17:00까지 취소할 수 있습니다.", "예매 당일에는 수수료 없이 취소할 수 있습니다. 단, 관람일 당일은 제외합니다.",
                "관람일 10일 전부터는 예매 직후라도 관람일 기준 수수료가 적용됩니다.", "예매 수수료는 예매 당일에 취소하면 환불됩니다.");
        assertThat(korean.headers().getVary()).anyMatch("Accept-Language"::equalsIgnoreCase);
        assertThat(words(this.anybody.in("en").get("/api/performances/" + id))).containsExactly(
                "Up to 7 days after booking: Free", "Until 10 days before the show: ₩4,000, at most 10% of the price",
                "9 to 7 days before: 10% of the price", "6 to 3 days before: 20% of the price",
                "2 to 1 days before: 30% of the price", "On the day of the show: Cannot be cancelled",
                "You can cancel until 17:00 KST on the day before the show.",
                "Cancelling is free on the day of booking, but not on the day of the show itself.",
                "From 10 days before the show the fee goes by the date, also right after booking.",
                "The booking fee is refunded if you cancel on the day of booking.");
    }

    @Test
    void cannotChangeOnceThereAreReservations() {
        Map<String, Object> body = with("custom", "{\"tiers\": [{\"daysBefore\": 1, \"percent\": 10}]}");
        String path = "/api/admin/performances/" + id(this.staff.post("/api/admin/performances", body));
        long round = this.staff.post(path + "/rounds", Map.of("startsAt", List.of("2098-03-10T15:00:00+09:00")))
            .body()
            .get(0)
            .path("id")
            .asLong();
        this.sales.reserve(new RoundId(round));
        assertThat(this.staff.put(path, body).status()).isEqualTo(200);
        Map<String, Object> dearer = new HashMap<>(body);
        dearer.put("cancellationTerms", Map.of("tiers", List.of(Map.of("daysBefore", 1, "percent", 11))));
        assertThat(this.staff.put(path, dearer).code()).isEqualTo("catalog.has-reservations");
        dearer.remove("cancellationTerms");
        dearer.put("cancellationPolicy", "standard");
        assertThat(this.staff.put(path, dearer).code()).isEqualTo("catalog.has-reservations");
    }

    @Test
    void writesDownWhoChangedPricesFeesAndPolicy() {
        long venue = venue(10);
        Map<String, Object> body = performance(venue, Map.of());
        long id = id(this.staff.post("/api/admin/performances", body));
        String path = "/api/admin/performances/" + id;
        body.put("title", "Only the title");
        this.staff.put(path, body);
        body.put("bookingFee", 500);
        body.put("cancellationPolicy", "none-on-day");
        body.put("grades", List.of(Map.of("name", "R", "price", 95_000)));
        this.staff.put(path, body);
        this.staff.delete(path, null);
        List<AuditEntry> entries = this.trail
            .entries(new AuditFilter(null, "performance.", "performance " + id, null, null), new Paging(0, 10))
            .items();
        assertThat(entries).extracting(AuditEntry::action)
            .containsExactly("performance.deleted", "performance.prices-changed", "performance.changed",
                    "performance.created");
        assertThat(entries).allMatch((entry) -> entry.person() != null);
        assertThat(entries.get(1).changes().toString()).contains("bookingFee", "500", "none-on-day", "95000");
    }

    private Map<String, Object> with(String policy, String terms) {
        return performance(venue(10), Map.of("cancellationPolicy", policy, "cancellationTerms",
                JSON.readValue(terms, new TypeReference<Map<String, Object>>() {
                })));
    }

    private static List<String> words(Answer performance) {
        JsonNode words = performance.body().path("cancellationInWords");
        List<String> said = new ArrayList<>();
        words.path("fees")
            .forEach((line) -> said.add(line.path("when").asString() + ": " + line.path("fee").asString()));
        words.path("notes").forEach((note) -> said.add(note.asString()));
        return said;
    }

}
