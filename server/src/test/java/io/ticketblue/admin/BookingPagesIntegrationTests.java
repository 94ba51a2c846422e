package io.ticketblue.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.Role;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class BookingPagesIntegrationTests {

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Catalog catalog;

    @Autowired
    private CatalogAdmin admin;

    @Autowired
    private Bookings bookings;

    @Autowired
    private JsonMapper json;

    private StaffBrowser staff;

    private AccountView buyer;

    private RoundId round;

    @BeforeEach
    void openARoundThatCostsNothing() {
        this.staff = StaffBrowser.ofStaff(this.port, this.accounts);
        this.buyer = this.accounts.register(StaffBrowser.person());
        PerformanceId performance = House.performance(this.admin, Money.ZERO);
        this.round = House.round(this.admin, performance);
    }

    @Test
    void drawsWhoSitsWhere() {
        ReservationView held = hold(0, 1);
        ReservationView sold = sell(2);
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
        ReservationView sold = sell(5);
        String page = "/admin/rounds/" + this.round + "/bookings";
        assertThat(this.staff.get(page).body()).contains(held.code(), sold.code(), this.buyer.email(), "2 in all");
        assertThat(this.staff.get(page + "?status=CONFIRMED&code=").body()).contains(sold.code())
            .doesNotContain(held.code());
        assertThat(this.staff.get("/admin/bookings?status=&code=" + held.code().replace("-", "").toLowerCase()).body())
            .contains(held.code(), "1 in all");
        assertThat(this.staff.get("/admin/bookings?code=" + held.code().substring(0, 7)).body()).contains(held.code());
        assertThat(this.staff.get("/admin/bookings?code=" + this.buyer.email().toUpperCase(Locale.ROOT)).body())
            .contains(held.code(), sold.code());
        assertThat(this.staff.get("/admin/bookings?code=%ED%99%8D%EA%B8%B8%EB%8F%99").body())
            .doesNotContain(held.code(), sold.code());
        assertThat(this.staff.get("/admin/bookings?buyer=" + this.buyer.id()).body()).contains("2 in all",
                "Buyer: " + this.buyer.name());
    }

    @Test
    void showsABookingWithItsBuyerAndSeats() {
        ReservationView sold = sell(7);
        assertThat(this.staff.get("/admin/bookings/" + sold.id()).body()).contains(sold.code(), this.buyer.email(),
                sold.seats().getFirst().label(), "Cancel seats");
    }

    @Test
    void cancelsAllSeatsInFullWithAReasonAndTheCode() {
        ReservationView sold = sell(1, 2);
        String page = "/admin/bookings/" + sold.id();
        String form = page + "/cancellation";
        String seats = Long.toString(sold.seats().getFirst().id().value());
        String others = Long.toString(sold.seats().getLast().id().value());
        String quoted = quoted(this.staff.get(form));
        StaffBrowser.Answer refused = this.staff.submit(form, form, "seats", seats, "seats", others, "terms",
                "FULL_REFUND", "quoted", quoted, "reason", "", "confirm", "");
        assertThat(refused.errorAt("reason")).isEqualTo("Please fill this in.");
        StaffBrowser.Answer misnamed = this.staff.submit(form, form, "seats", seats, "seats", others, "terms",
                "FULL_REFUND", "quoted", quoted, "reason", "The stage is closed", "confirm", "no");
        assertThat(misnamed.errorAt("confirm")).contains(sold.code());
        assertThat(misnamed.body()).contains("value=\"The stage is closed\"");
        StaffBrowser.Answer done = this.staff.submit(form, form, "seats", seats, "seats", others, "terms",
                "FULL_REFUND", "quoted", quoted, "reason", "The stage is closed", "confirm", sold.code().toLowerCase());
        assertThat(done.location()).endsWith(page);
        assertThat(this.bookings.reservation(this.buyer.id(), sold.id()).status())
            .isEqualTo(ReservationStatus.CANCELLED);
        assertThat(this.staff.get(page).body()).contains("Booking cancelled: " + sold.code()).doesNotContain(form);
        assertThat(this.staff.get(form).body()).contains("This booking cannot be cancelled");
    }

    @Test
    void cancelsNothingForAmountsOfAnotherChoice() {
        ReservationView sold = sell(1, 2);
        String form = "/admin/bookings/" + sold.id() + "/cancellation";
        String seat = Long.toString(sold.seats().getFirst().id().value());
        StaffBrowser.Answer changed = this.staff.submit(form, form, "seats", seat, "terms", "FULL_REFUND", "quoted",
                quoted(this.staff.get(form)), "reason", "The view", "confirm", sold.code());
        assertThat(changed.status()).isEqualTo(400);
        assertThat(changed.errorAt("quote")).contains("calculated again");
        assertThat(this.bookings.reservation(this.buyer.id(), sold.id()).liveSeats()).hasSize(2);
        assertThat(this.staff
            .submit(form, form, "seats", seat, "terms", "FULL_REFUND", "quoted", quoted(changed), "reason", "The view",
                    "confirm", sold.code())
            .status()).isEqualTo(302);
        assertThat(this.bookings.reservation(this.buyer.id(), sold.id()).liveSeats()).singleElement()
            .extracting(ReservationView.Seat::id)
            .isEqualTo(sold.seats().getLast().id());
    }

    @Test
    void showsTheAmountsOfAChoiceWithoutScript() {
        ReservationView sold = sell(1, 2);
        String form = "/admin/bookings/" + sold.id() + "/cancellation";
        String seat = Long.toString(sold.seats().getFirst().id().value());
        StaffBrowser.Answer shown = this.staff.submit(form, form, "step", "quote", "seats", seat, "terms", "POLICY",
                "reason", "The view", "confirm", "half a co");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(quoted(shown)).isEqualTo("POLICY:" + seat + ":0:0");
        assertThat(shown.body()).contains("value=\"The view\"", "value=\"half a co\"",
                "Seats that stay booked: " + sold.seats().getLast().label());
        StaffBrowser.Answer none = this.staff.submit(form, form, "step", "quote", "terms", "POLICY");
        assertThat(none.body()).contains("Choose at least one seat.").doesNotContain("name=\"quoted\"");
        for (String seats : List.of("", "x", "99999999999999999999", "12")) {
            StaffBrowser.Answer wrong = this.staff.submit(form, form, "seats", seats, "terms", "POLICY", "quoted",
                    "POLICY:12:0:0", "reason", "Because", "confirm", sold.code());
            assertThat(wrong.errorAt("seats")).as(seats).isNotEmpty();
        }
        assertThat(this.staff.submit(form, form, "seats", seat, "terms", "GIFT", "reason", "Because").errorAt("terms"))
            .isNotEmpty();
    }

    @Test
    void saysWhyAHoldCannotBeCancelled() {
        ReservationView held = hold(0);
        String form = "/admin/bookings/" + held.id() + "/cancellation";
        assertThat(this.staff.get(form).body()).contains("This booking cannot be cancelled");
        StaffBrowser.Answer answer = this.staff.submit("/admin/venues/new", form, "terms", "FULL_REFUND", "reason",
                "Closed", "confirm", held.code());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.refusal()).isNotBlank();
    }

    @Test
    void offersNoCancellationToFinance() {
        ReservationView sold = sell(3);
        String page = "/admin/bookings/" + sold.id();
        StaffBrowser finance = StaffBrowser.ofStaff(this.port, Role.FINANCE);
        assertThat(finance.get(page).body()).contains(sold.code()).doesNotContain(page + "/cancellation");
        assertThat(finance.get(page + "/cancellation").status()).isEqualTo(403);
        assertThat(StaffBrowser.ofStaff(this.port, Role.BOX_OFFICE).get(page).body()).contains(page + "/cancellation");
    }

    private static String quoted(StaffBrowser.Answer answer) {
        Matcher field = Pattern.compile("name=\"quoted\" value=\"([^\"]+)\"").matcher(answer.body());
        assertThat(field.find()).isTrue();
        return field.group(1);
    }

    @Test
    void showsTheRoundWithItsBooksOnTheFirstPage() {
        sell(0, 1, 2, 3);
        String title = this.catalog.performance(this.catalog.round(this.round).performanceId()).title();
        assertThat(this.staff.get("/admin").body()).contains(title).contains("10%");
    }

    private static JsonNode booking(JsonNode map, JsonNode seat) {
        return map.get("bookings").get(seat.get("booking").asInt());
    }

    private ReservationView hold(int... places) {
        List<SeatId> seats = this.catalog.seating(this.round).stream().map((seat) -> seat.seat().id()).toList();
        return this.bookings
            .hold(new HoldSeats(this.buyer.id(), this.round, Arrays.stream(places).mapToObj(seats::get).toList()));
    }

    private ReservationView sell(int... places) {
        ReservationView held = hold(places);
        this.bookings.order(this.buyer.id(), held.id(), PlaceOrder.simple());
        return this.bookings.reservation(this.buyer.id(), held.id());
    }

}
