package io.ticketblue.admin;

import java.util.Locale;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

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
        ReservationView sold = book(7);
        assertThat(this.staff.get("/admin/bookings/" + sold.id()).body()).contains(sold.code(), this.buyer.email(),
                sold.seats().getFirst().label(), "Cancel seats");
    }

    @Test
    void showsTheRoundWithItsBooksOnTheFirstPage() {
        book(0, 1, 2, 3);
        String title = this.catalog.performance(this.catalog.round(this.round).performanceId()).title();
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

}
