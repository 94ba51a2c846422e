package io.ticketblue.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
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
                sold.seats().getFirst().label(), "Cancel for the house");
    }

    @Test
    void cancelsForTheHouseWithAReasonAndTheCode() {
        ReservationView sold = sell(1, 2);
        String page = "/admin/bookings/" + sold.id();
        StaffBrowser.Answer refused = this.staff.submit(page, page + "/cancel", "reason", "", "confirm", "");
        assertThat(refused.errorAt("reason")).isEqualTo("Please fill this in.");
        StaffBrowser.Answer misnamed = this.staff.submit(page, page + "/cancel", "reason", "The stage is closed",
                "confirm", "no");
        assertThat(misnamed.errorAt("confirm")).contains(sold.code());
        assertThat(misnamed.body()).contains("value=\"The stage is closed\"");
        StaffBrowser.Answer done = this.staff.submit(page, page + "/cancel", "reason", "The stage is closed", "confirm",
                sold.code().toLowerCase());
        assertThat(done.location()).endsWith(page);
        assertThat(this.bookings.reservation(this.buyer.id(), sold.id()).status())
            .isEqualTo(ReservationStatus.CANCELLED);
        assertThat(this.staff.get(page).body()).contains("Cancelled the booking " + sold.code())
            .doesNotContain("Cancel for the house");
    }

    @Test
    void saysWhyAHoldCannotBeCancelledForTheHouse() {
        ReservationView held = hold(0);
        String page = "/admin/bookings/" + held.id();
        StaffBrowser.Answer answer = this.staff.submit(page, page + "/cancel", "reason", "Closed", "confirm",
                held.code());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.refusal()).isNotBlank();
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
