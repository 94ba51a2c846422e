package io.ticketblue.admin;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.RoundId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class BookingPagesIntegrationTests {

    @Autowired
    private Catalog catalog;

    @Autowired
    private JsonMapper json;

    private House house;

    private StaffBrowser staff;

    private AccountView buyer;

    private RoundId round;

    @BeforeEach
    void openARoundThatCostsNothing(@Autowired ApplicationContext application) {
        this.house = House.in(application);
        this.staff = this.house.staff();
        this.buyer = this.house.buyer();
        this.round = this.house.round(this.house.performance(0));
    }

    @Test
    void drawsWhoSitsWhere() {
        ReservationView held = hold(0, 1);
        ReservationView sold = book(2);
        JsonNode map = this.json.readTree(this.staff.get("/admin/rounds/" + this.round + "/seats").body());
        JsonNode seats = map.get("sections").get(0).get("seats");
        assertThat(seats.get(0).get("status").asString()).isEqualTo("HELD");
        assertThat(seats.get(1).get("booking").asInt()).isEqualTo(seats.get(0).get("booking").asInt());
        assertThat(booking(map, seats.get(0)).get("code").asString()).isEqualTo(held.code());
        assertThat(seats.get(2).get("status").asString()).isEqualTo("SOLD");
        assertThat(booking(map, seats.get(2)).get("code").asString()).isEqualTo(sold.code());
        assertThat(booking(map, seats.get(2)).get("buyer").asString()).isEqualTo(this.buyer.name());
        assertThat(seats.get(3).get("status").asString()).isEqualTo("FREE");
        assertThat(map.get("count").get("held").asInt()).isEqualTo(2);
        assertThat(map.get("count").get("sold").asInt()).isEqualTo(1);
        assertThat(map.get("count").get("free").asInt()).isEqualTo(37);
    }

    @Test
    void listsTheBookingsOfARoundByTheFiltersOfTheAddress() {
        ReservationView held = hold(0);
        ReservationView sold = book(5);
        String page = "/admin/rounds/" + this.round + "/bookings";
        assertThat(this.staff.get(page).body()).contains(held.code(), sold.code(), this.buyer.email(), "2 in all");
        assertThat(this.staff.get(page + "?status=CONFIRMED&q=").body()).contains(sold.code())
            .doesNotContain(held.code());
        assertThat(this.staff.get("/admin/bookings?status=&q=" + held.code().replace("-", "").toLowerCase()).body())
            .contains(held.code(), "1 in all");
        assertThat(this.staff.get("/admin/bookings?q=" + held.code().substring(0, 7)).body()).contains(held.code());
        assertThat(this.staff.get("/admin/bookings?q=" + this.buyer.email().toUpperCase(Locale.ROOT)).body())
            .contains(held.code(), sold.code());
        assertThat(this.staff.get("/admin/bookings?q=%ED%99%8D%EA%B8%B8%EB%8F%99").body()).doesNotContain(held.code(),
                sold.code());
        assertThat(this.staff.get("/admin/bookings?buyer=" + this.buyer.id()).body()).contains("2 in all",
                "Buyer: " + this.buyer.name());
    }

    @Test
    void offersTheRoundsOfThePerformanceWhoseBookingsAreSearched() {
        ReservationView held = hold(0);
        String page = "/admin/bookings?performanceId=" + this.catalog.round(this.round).performanceId();
        assertThat(this.staff.get("/admin/bookings").body()).doesNotContain("<select id=\"roundId\"");
        assertThat(this.staff.get(page).body()).contains("<select id=\"roundId\"",
                "<option value=\"" + this.round + "\">", held.code());
        assertThat(this.staff.get(page + "&roundId=" + this.round).body())
            .contains("<option value=\"" + this.round + "\" selected=\"selected\">", held.code());
        assertThat(this.staff.get("/admin/rounds/" + this.round + "/bookings").body())
            .doesNotContain("<select id=\"roundId\"");
    }

    @Test
    void showsABookingWithItsBuyerAndSeats() {
        ReservationView sold = book(7);
        assertThat(this.staff.get("/admin/bookings/" + sold.id()).body()).contains(sold.code(), this.buyer.email(),
                sold.seats().getFirst().label(), "Cancel seats");
    }

    @Test
    void ordersByColumnsAndReadsOnAndBack() {
        for (int place = 0; place < 40; place++) {
            this.house.hold(this.house.buyer(), this.round, place);
        }
        RoundId other = this.house.round(this.house.performance(0));
        for (int place = 0; place < 12; place++) {
            this.house.hold(this.house.buyer(), other, place);
        }
        String page = "/admin/bookings?sort=OLDEST&bookedFrom=2020-01-01";
        String first = this.staff.get(page).body();
        assertThat(first).contains("aria-sort=\"ascending\"", "rel=\"next\"").doesNotContain("rel=\"prev\"");
        assertThat(codes(first)).hasSize(50);
        String second = this.staff.get(link(first, "next")).body();
        assertThat(codes(second)).isNotEmpty().doesNotContainAnyElementsOf(codes(first));
        assertThat(codes(this.staff.get(link(second, "prev")).body())).isEqualTo(codes(first));
    }

    @Test
    void saysWhichConditionCannotBeRead() {
        StaffBrowser.Answer answer = this.staff
            .get("/admin/bookings?bookedFrom=tomorrow&minAmount=much&paidFrom=2026-02-02&paidTo=2026-02-01&buyer=x");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("bookedFrom-error", "minAmount-error", "The last day is before the first",
                "Enter a number", "value=\"tomorrow\"");
        StaffBrowser.Answer amounts = this.staff.get("/admin/bookings?minAmount=20,000&maxAmount=10,000");
        assertThat(amounts.status()).isEqualTo(400);
        assertThat(amounts.errorAt("maxAmount")).isEqualTo("This is less than the minimum.");
        assertThat(this.staff.get("/admin/bookings?after=x").status()).isEqualTo(400);
        assertThat(this.staff.get("/admin/bookings?sort=x").status()).isEqualTo(400);
        assertThat(this.staff.get("/admin/bookings?status=x").status()).isEqualTo(400);
        assertThat(this.staff.get("/admin/bookings.csv?status=x").status()).isEqualTo(400);
    }

    @Test
    void saysThatAnAccountIsClosed() {
        ReservationView lapsed = hold(3);
        this.staff.get("/admin/bookings/" + lapsed.id());
        this.house.browserOf(this.buyer).submit("/bookings/" + lapsed.id(), "/bookings/" + lapsed.id() + "/release");
        String closing = "/admin/accounts/" + this.buyer.id() + "/closure";
        assertThat(this.staff.submit(closing, closing, "reason", "On request", "confirm", this.buyer.email()).status())
            .isEqualTo(302);
        assertThat(this.staff.get("/admin/bookings?q=" + lapsed.code()).body()).contains(lapsed.code(),
                "Closed account");
        assertThat(this.staff.get("/admin/bookings/" + lapsed.id()).body()).contains("Closed account")
            .doesNotContain(closing, "account.invalid");
        assertThat(this.staff.get("/admin/bookings.csv?q=" + lapsed.code()).body()).contains("Closed account")
            .doesNotContain("account.invalid");
    }

    @Test
    void showsBuyersNoRoundOfWhatIsArchived(@Autowired CatalogAdmin admin) {
        RoundId other = this.house.round(this.house.performance(0));
        for (RoundId one : List.of(this.round, other)) {
            assertThat(this.staff.get("/api/rounds/" + one).status()).isEqualTo(200);
            assertThat(this.staff.get("/rounds/" + one + "/seats").status()).isEqualTo(200);
        }
        admin.archiveRound(this.round);
        admin.archivePerformance(this.catalog.round(other).performanceId());
        for (RoundId one : List.of(this.round, other)) {
            await().until(() -> this.staff.get("/api/rounds/" + one).status() == 404);
            assertThat(this.staff.get("/rounds/" + one + "/seats").status()).isEqualTo(404);
        }
    }

    @Test
    void showsTheRoundWithItsBooksOnTheFirstPage() {
        RoundId soon = this.house.roundTomorrow();
        this.house.book(this.buyer, soon, 0, 1, 2, 3);
        String title = this.catalog.performance(this.catalog.round(soon).performanceId()).title();
        assertThat(this.staff.get("/admin").body()).contains(title).contains("10%");
    }

    private static JsonNode booking(JsonNode map, JsonNode seat) {
        return map.get("bookings").get(seat.get("booking").asInt());
    }

    private ReservationView hold(int... places) {
        return this.house.hold(this.buyer, this.round, places);
    }

    private ReservationView book(int... places) {
        return this.house.book(this.buyer, this.round, places);
    }

    private static List<String> codes(String page) {
        return Pattern.compile("<a class=\"booking-code\"[^>]*>([^<]+)</a>")
            .matcher(page)
            .results()
            .map((match) -> match.group(1))
            .toList();
    }

    private static String link(String page, String relation) {
        Matcher link = Pattern.compile("rel=\"" + relation + "\" href=\"([^\"]+)\"").matcher(page);
        assertThat(link.find()).as("a link to " + relation).isTrue();
        return link.group(1).replace("&amp;", "&");
    }

}
