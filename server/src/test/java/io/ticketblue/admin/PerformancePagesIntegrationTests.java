package io.ticketblue.admin;

import java.util.regex.Pattern;
import java.util.regex.Matcher;
import java.util.Objects;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.catalog.CancellationPolicy;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceNotFound;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.SavePerformer;
import io.ticketblue.catalog.SaveVenue;
import io.ticketblue.catalog.SeatMapPlan;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

@IntegrationTest
class PerformancePagesIntegrationTests {

    private static final String NEW = "/admin/performances/new";

    private static final String LIST = "/admin/performances";

    private final String title = "Night " + UUID.randomUUID();

    private final String singer = "Singer " + UUID.randomUUID();

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Catalog catalog;

    @Autowired
    private CatalogAdmin admin;

    private StaffBrowser staff;

    private VenueId venue;

    private PerformerId performer;

    @BeforeEach
    void signInAndBuildAHall() {
        this.staff = StaffBrowser.ofStaff(this.port, this.accounts);
        SeatMapPlan plan = new SeatMapPlan(0.4, Stream.of("Floor", "Balcony")
            .map((name) -> new SeatMapPlan.Section(name, false, 1, 4, 5, List.of(), SeatMapPlan.RowLabels.LETTERS, 0))
            .toList());
        this.venue = this.admin.createVenue(new SaveVenue("Hall " + UUID.randomUUID(), "Pier 1", plan.toDraft(), null));
        this.performer = this.admin.createPerformer(new SavePerformer(this.singer, null, null));
    }

    @Test
    void loadsTheSectionsOfAVenueAndKeepsWhatWasTyped() {
        StaffBrowser.Answer answer = this.staff.submit(NEW, LIST, "title", this.title, "venueId", this.venue.toString(),
                "gradeName", "Gold", "gradePrice", "90000", "step", "venue");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("value=\"" + this.title + "\"")
            .contains("value=\"Gold\"")
            .contains("name=\"section\" value=\"Floor\"")
            .contains("1 · Gold");
        assertThat(answer.refusal()).isEmpty();
    }

    @Test
    void makesAPerformanceWithGradesRowsCastAndPoster() throws IOException {
        PerformanceView stored = stored(create(picture(), "ruleSection", "Floor", "ruleFrom", "A", "ruleTo", "B",
                "ruleGrade", "1", "castPerformer", this.singer, "castRole", "Lead"));
        assertThat(stored.grades()).extracting(PerformanceView.Grade::name, (grade) -> grade.price().won())
            .containsExactly(tuple("VIP", 154_000L), tuple("R", 90_000L));
        assertThat(stored.grades().getFirst().rows()).extracting(PerformanceView.GradeRow::row)
            .containsExactly("A", "B");
        assertThat(stored.performers()).extracting(PerformanceView.CastMember::id, PerformanceView.CastMember::role)
            .containsExactly(tuple(this.performer, "Lead"));
        assertThat(stored.bookingFee().won()).isEqualTo(2000);
        assertThat(stored.poster()).isNotNull();
    }

    @Test
    void refusesAFileThatOnlyPretendsToBeAPictureAtThePoster() {
        StaffBrowser.Answer answer = create("<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorAt("poster")).isEqualTo("Hand in a JPEG, PNG or WebP picture.");
        assertThat(answer.body()).contains("value=\"" + this.title + "\"").contains("value=\"154,000\"");
    }

    @Test
    void refusesAPictureOfElevenMegabytesAtThePoster() {
        StaffBrowser.Answer answer = create(new byte[11 * 1024 * 1024]);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorAt("poster")).contains("10 MB");
    }

    @Test
    void saysThatAnUploadIsTooLargeAndNotThatItIsForbidden() {
        StaffBrowser.Answer answer = create(new byte[13 * 1024 * 1024]);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("</html>", "10 MB");
    }

    @Test
    void showsEveryWrongFieldAtOnce() {
        StaffBrowser.Answer answer = this.staff.submit(NEW, LIST, "title", "", "category", "OPERETTA",
                "durationMinutes", "long", "ageLimit", "8", "startDate", "2098-13-01", "endDate", "", "venueId", "",
                "gradeName", "VIP", "gradePrice", "a lot", "castPerformer", "nobody at all", "castRole", "");
        assertThat(answer.status()).isEqualTo(400);
        for (String field : new String[] { "title", "category", "durationMinutes", "startDate", "endDate", "venueId",
                "grades[0].price", "cast[0].performer" }) {
            assertThat(answer.errorAt(field)).as(field).isNotBlank();
        }
        assertThat(answer.errorAt("ageLimit")).isEmpty();
        assertThat(answer.body()).contains("value=\"a lot\"").contains("value=\"nobody at all\"");
    }

    @Test
    void asksToChooseFromListsAndNamesTheLineOfAWrongPrice() {
        String[] fields = { "title", this.title, "category", "", "durationMinutes", "120", "ageLimit", "8", "startDate",
                "2098-03-01", "endDate", "2098-03-31", "venueId", "", "gradeName", "VIP", "gradePrice", "1000",
                "gradeName", "R", "gradePrice", "cheap" };
        StaffBrowser.Answer answer = this.staff.submit(NEW, LIST, fields);
        assertThat(answer.errorAt("category")).isEqualTo("Please choose.");
        assertThat(answer.errorAt("venueId")).isEqualTo("Please choose.");
        assertThat(answer.refusal()).contains("Line 2");
        StaffBrowser.Answer korean = this.staff.reading("ko").submit(NEW, LIST, fields);
        assertThat(korean.errorAt("category")).isEqualTo("선택해 주세요.");
        assertThat(korean.errorAt("title")).isEmpty();
        assertThat(korean.refusal()).contains("2번째 줄");
        this.staff.reading("en");
    }

    @Test
    void blamesTheDateThatLeavesARoundOut() {
        PerformanceView stored = stored(create(new byte[0]));
        this.admin.openRounds(stored.id(), new OpenRounds(List.of(Instant.parse("2098-03-10T10:00:00Z")), null, null));
        String page = LIST + "/" + stored.id();
        StaffBrowser.Answer early = this.staff.submit(page, page, "poster", new byte[0],
                fields("endDate", "2098-03-09"));
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.errorAt("endDate")).contains("outside the new dates");
        assertThat(early.errorAt("startDate")).isEmpty();
        StaffBrowser.Answer late = this.staff.submit(page, page, "poster", new byte[0],
                fields("startDate", "2098-03-11"));
        assertThat(late.errorAt("startDate")).contains("outside the new dates");
        assertThat(late.errorAt("endDate")).isEmpty();
    }

    @Test
    void saysWhichSectionHasNoGrade() {
        StaffBrowser.Answer answer = this.staff.submit(NEW, LIST, facts("section", "Floor", "sectionGrade", "1",
                "section", "Balcony", "sectionGrade", "", "gradeName", "VIP", "gradePrice", "1000"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorAt("grades")).contains("Balcony");
    }

    @Test
    void saysWhichRowsASectionHas() {
        StaffBrowser.Answer answer = create(new byte[0], "ruleSection", "Floor", "ruleFrom", "Z", "ruleTo", "",
                "ruleGrade", "1");
        assertThat(answer.errorAt("rules[0].from")).isEqualTo("This section has the rows A to D.");
    }

    @Test
    void opensTheFormAsItWasSavedAndSavesItUnchanged() {
        StaffBrowser.Answer created = create(new byte[0], "ruleSection", "Balcony", "ruleFrom", "B", "ruleTo", "C",
                "ruleGrade", "1", "castPerformer", this.singer + " #" + this.performer, "castRole", "");
        PerformanceView before = stored(created);
        String page = LIST + "/" + before.id();
        assertThat(this.staff.get(page).body()).contains("value=\"" + this.singer + " #" + this.performer + "\"")
            .contains("value=\"B\"")
            .contains("value=\"154000\"");
        StaffBrowser.Answer changed = this.staff.submit(page, page, "poster", new byte[0],
                fields("ruleSection", "Balcony", "ruleFrom", "B", "ruleTo", "C", "ruleGrade", "1", "castPerformer",
                        this.singer + " #" + this.performer, "castRole", ""));
        assertThat(changed.status()).isEqualTo(302);
        assertThat(this.catalog.performance(before.id())).isEqualTo(before);
    }

    @Test
    void refusesToDeleteAVenueOrPerformerThatAPerformanceNames() {
        stored(create(new byte[0], "castPerformer", this.singer, "castRole", "Lead"));
        String hall = "/admin/venues/" + this.venue + "/delete";
        StaffBrowser.Answer venue = this.staff.submit(hall, hall, "confirm", this.catalog.venue(this.venue).name());
        assertThat(venue.status()).isEqualTo(409);
        assertThat(venue.refusal()).startsWith("Performances use this venue");
        String person = "/admin/performers/" + this.performer + "/delete";
        StaffBrowser.Answer performer = this.staff.submit(person, person, "confirm", this.singer);
        assertThat(performer.status()).isEqualTo(409);
        assertThat(performer.refusal()).startsWith("Performances name this performer");
    }

    @Test
    void deletesAPerformanceByItsTitle() {
        PerformanceId id = stored(create(new byte[0])).id();
        String page = LIST + "/" + id + "/delete";
        assertThat(this.staff.submit(page, page, "confirm", "Nigh").errorAt("confirm")).contains(this.title);
        assertThat(this.staff.submit(page, page, "confirm", this.title).status()).isEqualTo(302);
        assertThatExceptionOfType(PerformanceNotFound.class).isThrownBy(() -> this.catalog.performance(id));
    }

    @Test
    void findsPerformancesByTheFiltersOfTheAddress() {
        stored(create(new byte[0]));
        String query = "?q=" + this.title.replace(" ", "%20");
        assertThat(this.staff.get(LIST + query + "&category=PLAY&when=now").body()).contains("1 in all");
        assertThat(this.staff.get(LIST + query + "&category=MUSICAL").body()).contains("No performance found");
        assertThat(this.staff.get(LIST + query + "&venueId=" + this.venue + "&when=").body()).contains("1 in all");
    }

    @Test
    void keepsTheChosenPosterWhileTheFormIsPutRight() throws IOException {
        StaffBrowser.Answer refused = create(picture(), "durationMinutes", "0");
        assertThat(refused.status()).isEqualTo(400);
        Matcher kept = Pattern.compile("name=\"keptPoster\" value=\"([0-9a-f]{32})\"").matcher(refused.body());
        assertThat(kept.find()).isTrue();
        assertThat(this.staff.get("/posters/" + kept.group(1) + "-480.jpg").status()).isEqualTo(200);
        PerformanceView stored = stored(create(new byte[0], "keptPoster", kept.group(1)));
        assertThat(Objects.requireNonNull(stored.poster()).medium()).contains(kept.group(1));
        StaffBrowser.Answer again = create(new byte[0], "title", this.title + " 2", "keptPoster", kept.group(1));
        assertThat(again.errorAt("poster")).contains("choose it again");
        String page = LIST + "/" + stored.id();
        this.staff.submit(page, page, "poster", new byte[0], fields("removePoster", "true"));
        assertThat(this.catalog.performance(stored.id()).poster()).isNull();
    }

    @Test
    void showsWhatSomebodyElseChangedFirst() {
        PerformanceView stored = stored(create(new byte[0]));
        String page = LIST + "/" + stored.id();
        this.staff.submit(page, page, "poster", new byte[0], fields("version", "1", "ageLimit", "15"));
        StaffBrowser.Answer refused = this.staff.submit(page, page, "poster", new byte[0],
                fields("version", "1", "description", "Typed for an hour"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("somebody else changed this first", "<td data-label=\"Saved now\">15</td>",
                "Typed for an hour", "name=\"version\" value=\"2\"");
    }

    @Test
    void archivesInsteadOfDeletingAndFindsItByTheFilter() {
        PerformanceView stored = stored(create(new byte[0]));
        String page = LIST + "/" + stored.id() + "/archive";
        assertThat(this.staff.get(page).body()).contains("Archive");
        assertThat(this.staff.submit(page, page).location()).endsWith(LIST);
        assertThat(this.staff.get(LIST + "?q=" + this.title.replace(' ', '+')).body())
            .doesNotContain(page.replace("/archive", "\""));
        assertThat(this.staff.get(LIST + "?when=archived").body()).contains(LIST + "/" + stored.id());
        String restore = LIST + "/" + stored.id() + "/restore";
        assertThat(this.staff.submit(LIST + "/" + stored.id(), restore).status()).isEqualTo(302);
        assertThat(this.catalog.shownPerformance(stored.id()).archived()).isFalse();
    }

    private StaffBrowser.Answer create(byte[] poster, String... more) {
        return this.staff.submit(NEW, LIST, "poster", poster, fields(more));
    }

    @Test
    void callsThePoliciesOfCancellationByName() {
        String form = this.staff.get("/admin/performances/new").body();
        assertThat(form).contains(">Standard, but no cancelling on the day of the show</option>")
            .doesNotContain(">none-on-day<");
    }

    @Test
    void keepsOwnFeesInWhateverOrderTheyAreTyped() {
        PerformanceView stored = stored(create(new byte[0], ownFees("1", "10")));
        assertThat(stored.cancellationPolicy()).isEqualTo("custom");
        assertThat(stored.cancellationTerms()).isEqualTo(new CancellationPolicy(7, true, 0, false,
                List.of(new CancellationPolicy.Tier(1, new CancellationPolicy.Percent(30, null)),
                        new CancellationPolicy.Tier(10, new CancellationPolicy.Flat(Money.won(4_000), 10))),
                null, LocalTime.of(17, 0), CancellationPolicy.BookingFeeRule.NEVER));
        String page = this.staff.get(LIST + "/" + stored.id()).body();
        assertThat(page).contains("₩4,000, at most 10% of the price", "You can cancel until 17:00");
        assertThat(this.staff.get("/performances/" + stored.id()).body()).contains("₩4,000, at most 10% of the price",
                "30% of the price", "The booking fee is not refunded.");
    }

    @Test
    void saysWhichOfTheOwnFeesIsWrong() {
        assertThat(create(new byte[0], ownFees("2", "10")).errorAt("tiers[0].days")).contains("Must be 1");
        assertThat(create(new byte[0], ownFees("1", "1")).errorAt("tiers[1].days")).contains("Day 1 has a fee already");
        assertThat(create(new byte[0], ownFees("1", "soon")).errorAt("tiers[1].days")).isNotEmpty();
    }

    @Test
    void saysWhatAPolicyMeansWithAndWithoutScript() {
        StaffBrowser.Answer whole = this.staff.submit(NEW, LIST, "cancellationPolicy", "large-sites-play", "bookingFee",
                "1,000", "step", "cancellation");
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.refusal()).isEmpty();
        assertThat(whole.body()).contains("₩2,000, at most 10% of the price", "The booking fee is refunded if");
        String part = this.staff
            .get(LIST + "/cancellation-preview?cancellationPolicy=custom&tierDays=1&tierKind=PERCENT&tierAmount=101"
                    + "&tierCap=&bookingFeeRule=NEVER")
            .body();
        assertThat(part).contains("id=\"cancellation-preview\"", "0", "100").doesNotContain("<html");
    }

    private static String[] ownFees(String first, String second) {
        return new String[] { "cancellationPolicy", "custom", "tierDays", first, "tierKind", "PERCENT", "tierAmount",
                "30", "tierCap", "", "tierDays", second, "tierKind", "WON", "tierAmount", "4,000원", "tierCap", "10",
                "tierDays", "", "tierKind", "PERCENT", "tierAmount", "", "tierCap", "", "freeDays", "7",
                "freeOnBookingDay", "true", "dateWinsWithinDays", "", "showDayPercent", "", "dayBeforeUntil", "17:00",
                "bookingFeeRule", "NEVER" };
    }

    private String[] fields(String... more) {
        return facts(Stream
            .concat(Stream.of("gradeName", "VIP", "gradePrice", "154,000", "gradeName", "", "gradePrice", "",
                    "gradeName", "R", "gradePrice", "90000", "section", "Floor", "sectionGrade", "3", "section",
                    "Balcony", "sectionGrade", (more.length > 0 && more[0].equals("ruleSection")) ? "3" : "1"),
                    Stream.of(more))
            .toArray(String[]::new));
    }

    private String[] facts(String... more) {
        // The first value of a field counts.
        return Stream
            .of(Stream.of(more),
                    Stream.of("title", this.title, "category", "PLAY", "description", "One.\n\nTwo.", "durationMinutes",
                            "120", "ageLimit", "8", "startDate", "2098-03-01", "endDate", "2098-03-31", "venueId",
                            this.venue.toString(), "maxPerPerson", "4", "bookingFee", "2,000"),
                    (Stream.of(more).anyMatch("cancellationPolicy"::equals)) ? Stream.<String>empty()
                            : Stream.of("cancellationPolicy", this.catalog.cancellationPolicies().getFirst()))
            .flatMap(Function.identity())
            .toArray(String[]::new);
    }

    private PerformanceView stored(StaffBrowser.Answer answer) {
        assertThat(answer.refusal()).isEmpty();
        return this.catalog.performance(new PerformanceId(answer.id()));
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(600, 800, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

}
