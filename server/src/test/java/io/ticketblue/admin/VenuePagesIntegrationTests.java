package io.ticketblue.admin;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.SeatView;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueNotFound;
import io.ticketblue.catalog.VenueView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

@IntegrationTest
class VenuePagesIntegrationTests {

    private static final String NEW = "/admin/venues/new";

    private static final String LIST = "/admin/venues";

    private static final String MAP = """
            {"sections": [{"name": "Floor", "standing": false, "rows": [
              {"label": "A", "seats": [{"number": 1, "x": 0, "y": 0, "accessible": true},
                                       {"number": 2, "x": 1, "y": 0, "accessible": false}]}]}]}""";

    private final String name = "Hall " + UUID.randomUUID();

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Catalog catalog;

    @Autowired
    private JsonMapper json;

    private StaffBrowser staff;

    @BeforeEach
    void signIn() {
        this.staff = StaffBrowser.ofStaff(this.port, this.accounts);
    }

    @Test
    void makesAVenueOfACapacity() {
        assertThat(venue(create("way", "simple", "capacity", "800")).capacity()).isEqualTo(800);
    }

    @Test
    void makesAVenueOfFifteenThousandSeatsAndDrawsIt() {
        StaffBrowser.Answer created = create("way", "simple", "capacity", "15000");
        JsonNode drawn = this.json.readTree(this.staff.get(LIST + "/" + created.id() + "/preview").body());
        assertThat(drawn.get("capacity").asInt()).isEqualTo(15_000);
    }

    @Test
    void savesExactlyTheMapThatThePreviewDrew() {
        String[] map = built();
        StaffBrowser.Answer preview = this.staff.submit(NEW, LIST + "/preview", with(map));
        assertThat(preview.status()).isEqualTo(200);
        VenueView venue = venue(create(map));
        assertThat(venue.sections()).extracting(VenueView.SectionView::name)
            .containsExactly("Left", "Right", "Standing");
        assertThat(venue.sections()).extracting(VenueView.SectionView::standing).containsExactly(false, false, true);
        assertThat(venue.sections().get(1).rows()).containsExactly("1", "2", "3");
        JsonNode drawn = this.json.readTree(preview.body()).get("sections").get(0).get("seats");
        assertThat(this.catalog.seats(venue.id()).stream().filter((seat) -> seat.section().equals("Left")))
            .extracting(SeatView::x, SeatView::y)
            .containsExactlyElementsOf(drawn.valueStream()
                .map((seat) -> tuple(seat.get("x").asDouble(), seat.get("y").asDouble()))
                .toList());
    }

    @Test
    void saysWhichSectionOfThePlanIsWrong() {
        StaffBrowser.Answer answer = create("way", "built", "curvature", "30", "sectionName", "Left", "sectionKind",
                "SEATED", "sectionTier", "1", "sectionRows", "many", "sectionSeats", "10", "sectionLabels", "LETTERS",
                "sectionAisles", "12", "sectionAccessible", "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorAt("sections[0].rows")).contains("whole number");
        assertThat(answer.body()).contains("value=\"many\"");
        StaffBrowser.Answer aisle = create("way", "built", "curvature", "30", "sectionName", "Left", "sectionKind",
                "SEATED", "sectionTier", "1", "sectionRows", "2", "sectionSeats", "10", "sectionLabels", "LETTERS",
                "sectionAisles", "12", "sectionAccessible", "");
        assertThat(aisle.errorAt("sections[0].aisles")).isNotBlank();
    }

    @Test
    void answersAPreviewThatCannotBeDrawnWithTheReason() {
        StaffBrowser.Answer answer = this.staff.submit(NEW, LIST + "/preview", "way", "simple", "capacity", "0");
        assertThat(answer.status()).isEqualTo(400);
        JsonNode error = this.json.readTree(answer.body()).get("errors").get(0);
        assertThat(error.get("field").asString()).isEqualTo("capacity");
        assertThat(error.get("text").asString()).contains("60,000");
    }

    @Test
    void namesTheLineOfAPlanThatCannotBeDrawn() {
        String[] plan = concat(new String[] { "way", "built", "curvature", "60" },
                line("Left", "SEATED", "1", "4", "6", "LETTERS"), line("Right", "SEATED", "1", "many", "5", "NUMBERS"));
        JsonNode error = this.json.readTree(this.staff.submit(NEW, LIST + "/preview", plan).body())
            .get("errors")
            .get(0);
        assertThat(error.get("field").asString()).isEqualTo("sections[1].rows");
        assertThat(error.get("line").asInt()).isEqualTo(2);
        assertThat(create(plan).refusal()).startsWith("Line 2");
    }

    @Test
    void importsAMapAsTextAndAsAFileAndExportsItAgain() {
        VenueView pasted = venue(create("way", "json", "json", MAP));
        assertThat(pasted.capacity()).isEqualTo(2);
        String exported = this.staff.get(LIST + "/" + pasted.id() + "/seat-map.json").body();
        StaffBrowser.Answer again = this.staff.submit(NEW, LIST, "file", exported.getBytes(StandardCharsets.UTF_8),
                "name", this.name + " 2", "address", "Blue Street 1", "way", "json", "json", "");
        assertThat(this.staff.get(LIST + "/" + again.id() + "/seat-map.json").body()).isEqualTo(exported);
    }

    @Test
    void takesAMapWithoutWhatIsUsualAndSaysWhatIsMissing() {
        String map = """
                {"sections": [{"name": "1층 A", "rows": [{"label": "2", "seats": [{"number": 1}, {"number": 2}]}]}]}""";
        assertThat(this.catalog.venue(new VenueId(create("way", "json", "json", map).id())).capacity()).isEqualTo(2);
        StaffBrowser.Answer answer = this.staff.reading("ko")
            .submit(NEW, LIST, "name", this.name + " 3", "address", "a", "way", "json", "json",
                    map.replace("{\"number\": 2}", "{\"x\": 2}"));
        assertThat(answer.errorAt("json")).isEqualTo("1층 A 구역 2열 2번째 좌석 번호(number): 빠져 있습니다.");
        this.staff.reading("en");
    }

    @Test
    void showsWhatSomebodyElseSavedFirstAndSavesAllTheSame() {
        String form = LIST + "/" + create("way", "simple", "capacity", "10").id();
        String[] first = { "name", this.name + " first", "address", "Blue Street 1", "turnaround", "45", "way", "keep",
                "version", "1" };
        assertThat(this.staff.submit(form, form, first).status()).isEqualTo(302);
        String[] second = { "name", this.name + " second", "address", "Blue Street 1", "turnaround", "30", "way",
                "keep", "version", "1" };
        StaffBrowser.Answer refused = this.staff.submit(form, form, second);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("somebody else changed this first", this.name + " first",
                "value=\"" + this.name + " second\"", "<td data-label=\"Saved now\">45</td>",
                "name=\"version\" value=\"2\"");
        second[second.length - 1] = "2";
        assertThat(this.staff.submit(form, form, second).status()).isEqualTo(302);
        assertThat(this.staff.get(form).body()).contains("value=\"" + this.name + " second\"");
    }

    @Test
    void saysInWhichLineAMapIsBroken() {
        StaffBrowser.Answer broken = create("way", "json", "json", "{\"sections\": [\n\n}");
        assertThat(broken.errorAt("json")).isEqualTo("Line 3 is not valid JSON.");
        StaffBrowser.Answer unfit = create("way", "json", "json", MAP.replace("\"number\": 2", "\"number\": \"two\""));
        assertThat(unfit.errorAt("json"))
            .isEqualTo("Line 3, section Floor row A seat two number: the value does not fit the form of a map.");
        StaffBrowser.Answer twice = create("way", "json", "json", MAP.replace("\"number\": 2", "\"number\": 1"));
        assertThat(twice.errorAt("json")).startsWith("section Floor row A seat 1 number: ").doesNotContain("sections[");
        assertThat(twice.body()).contains("&quot;label&quot;: &quot;A&quot;");
    }

    @Test
    void refusesANameThatIsTakenAtTheName() {
        create("way", "simple", "capacity", "80");
        StaffBrowser.Answer answer = create("way", "simple", "capacity", "81");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.errorAt("name")).isEqualTo("Another venue has this name. Choose another one.");
        assertThat(answer.body()).contains("value=\"81\"");
    }

    @Test
    void keepsTheMapWhenOnlyTheAddressChanges() {
        VenueView before = venue(create("way", "json", "json", MAP));
        String page = LIST + "/" + before.id();
        assertThat(this.staff.submit(page, page, "name", this.name, "address", "Elsewhere 2", "way", "keep").status())
            .isEqualTo(302);
        VenueView after = this.catalog.venue(before.id());
        assertThat(after.address()).isEqualTo("Elsewhere 2");
        assertThat(after.sections()).isEqualTo(before.sections());
    }

    @Test
    void deletesAVenueByItsName() {
        VenueId id = venue(create("way", "simple", "capacity", "80")).id();
        String page = LIST + "/" + id + "/delete";
        assertThat(this.staff.submit(page, page, "confirm", "").errorAt("confirm")).contains(this.name);
        assertThat(this.staff.submit(page, page, "confirm", this.name).location()).endsWith(LIST);
        assertThatExceptionOfType(VenueNotFound.class).isThrownBy(() -> this.catalog.venue(id));
    }

    @Test
    void acceptsAPlanOfAHundredSections() {
        String[] fields = new String[4 + 100 * 16];
        fields[0] = "way";
        fields[1] = "built";
        fields[2] = "curvature";
        fields[3] = "50";
        for (int section = 0; section < 100; section++) {
            String[] line = line("S" + section, "SEATED", String.valueOf(section / 10 + 1), "10", "10", "LETTERS");
            System.arraycopy(line, 0, fields, 4 + section * 16, 16);
        }
        StaffBrowser.Answer answer = this.staff.submit(NEW, LIST, "file", new byte[0], with(fields));
        assertThat(venue(answer).capacity()).isEqualTo(10_000);
    }

    private static String[] built() {
        return concat(new String[] { "way", "built", "curvature", "60" },
                line("Left", "SEATED", "1", "4", "6", "LETTERS"), line("Right", "SEATED", "1", "3", "5", "NUMBERS"),
                line("", "SEATED", "1", "", "", "LETTERS"), line("Standing", "STANDING", "2", "5", "20", "LETTERS"));
    }

    private static String[] line(String name, String kind, String tier, String rows, String seats, String labels) {
        return new String[] { "sectionName", name, "sectionKind", kind, "sectionTier", tier, "sectionRows", rows,
                "sectionSeats", seats, "sectionLabels", labels, "sectionAisles", "", "sectionAccessible", "" };
    }

    private static String[] concat(String[]... parts) {
        return Stream.of(parts).flatMap(Stream::of).toArray(String[]::new);
    }

    private String[] with(String... map) {
        return concat(new String[] { "name", this.name, "address", "Blue Street 1" }, map);
    }

    private StaffBrowser.Answer create(String... map) {
        return this.staff.submit(NEW, LIST, with(map));
    }

    private VenueView venue(StaffBrowser.Answer answer) {
        assertThat(answer.refusal()).isEmpty();
        return this.catalog.venue(new VenueId(answer.id()));
    }

}
