package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.TestServers;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.Compensations;
import io.ticketblue.payment.Payments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/** What is answered with 201 can be fetched where its {@code Location} says. */
@BookingTest
class CreatedLocationsIntegrationTests {

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Payments payments;

    @Autowired
    private Compensations compensations;

    @Autowired
    private RoundRefunds refunds;

    @Autowired
    private MovableClock clock;

    @LocalServerPort
    private int port;

    private ApiClient staff;

    private ApiClient buyer;

    private RoundId round;

    @BeforeEach
    void signIn() {
        this.staff = ApiClient.at(this.port).newStaff();
        this.buyer = ApiClient.at(this.port).newBuyer();
        this.round = this.playhouse.round(10, 4, 30_000);
    }

    @Test
    void leadsBuyersToTheirBookings() {
        long id = hold();
        Answer order = this.buyer.header("Idempotency-Key", "order-" + id)
            .post("/api/reservations/" + id + "/orders", Map.of());
        assertThat(fetched(this.buyer, order).at("/reservationId").asLong()).isEqualTo(id);
        Answer repeated = this.buyer.header("Idempotency-Key", "order-" + id)
            .post("/api/reservations/" + id + "/orders", Map.of());
        assertThat(repeated.header(HttpHeaders.LOCATION)).isEqualTo(order.header(HttpHeaders.LOCATION));
        pay(order);
        Answer cancelled = this.buyer.post("/api/reservations/" + id + "/cancellations", Map.of("reason", "감기"));
        assertThat(fetched(this.buyer, cancelled).at("/status").asString()).isEqualTo("CANCELLED");
    }

    @Test
    void leadsBuyersToTheirAccountsAndCoupons() {
        String email = ApiClient.newEmail();
        Answer account = ApiClient.at(this.port)
            .post("/api/accounts", Map.of("email", email, "password", ApiClient.PASSWORD, "name", "김관객"));
        assertThat(account.status()).isEqualTo(201);
        ApiClient person = ApiClient.at(this.port).signedIn(email, ApiClient.PASSWORD);
        assertThat(fetched(person, account).at("/email").asString()).isEqualTo(email);
        Answer coupon = this.staff.post("/api/admin/coupons", coupon(Map.of()));
        long id = fetched(this.staff, coupon).at("/id").asLong();
        Answer issued = person.post("/api/coupons/" + id + "/issues", Map.of());
        assertThat(fetched(person, issued).at("/couponId").asLong()).isEqualTo(id);
        assertThat(this.buyer.follow(issued).code()).isEqualTo("coupon.not-found");
        String code = "C" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
        this.staff.post("/api/admin/coupons", coupon(Map.of("code", code)));
        Answer byCode = person.post("/api/me/coupons", Map.of("code", code));
        assertThat(fetched(person, byCode).at("/issuedCouponId")).isEqualTo(byCode.body().at("/issuedCouponId"));
    }

    @Test
    void leadsStaffToTheCatalogue() {
        Answer venue = this.staff.post("/api/admin/venues",
                Map.of("name", "극장 " + UUID.randomUUID(), "address", "서울", "capacity", 20));
        long house = fetched(this.staff, venue).at("/id").asLong();
        Answer performer = this.staff.post("/api/admin/performers", Map.of("name", "배우 " + UUID.randomUUID()));
        long who = fetched(this.staff, performer).at("/id").asLong();
        Answer performance = this.staff.post("/api/admin/performances",
                Map.of("title", "밤바다", "category", "PLAY", "description", "두 막.", "durationMinutes", 90, "ageLimit", 0,
                        "startDate", "2030-01-01", "endDate", "2030-01-31", "venueId", house, "grades",
                        List.of(Map.of("name", "R", "price", 1_000))));
        String path = "/api/admin/performances/" + fetched(this.staff, performance).at("/id").asLong();
        Answer cast = this.staff.post(path + "/performers", Map.of("performerId", who, "role", "선장"));
        assertThat(fetched(this.staff, cast).at("/performers/0/id").asLong()).isEqualTo(who);
        this.staff.delete(path + "/performers/" + who, null);
        fetched(this.staff, this.staff.post(path + "/performers/" + who, null));
        Answer rounds = this.staff.post(path + "/rounds", Map.of("startsAt", List.of("2030-01-02T19:30:00+09:00")));
        assertThat(fetched(this.staff, rounds).at("/0/id")).isEqualTo(rounds.body().at("/0/id"));
        Answer invitation = this.staff.post("/api/admin/invitations",
                Map.of("email", ApiClient.newEmail(), "role", "FINANCE"));
        assertThat(fetched(this.staff, invitation).at("/role").asString()).isEqualTo("FINANCE");
        assertThat(this.staff.follow(invitation).body().has("inviteCode")).isFalse();
    }

    @Test
    void leadsStaffToTheMoney() {
        long id = hold();
        pay(this.buyer.post("/api/reservations/" + id + "/orders", Map.of()));
        long payment = this.payments.paymentFor(id).orElseThrow().id().value();
        Answer byHand = this.staff.post("/api/admin/payments/" + payment + "/refunds",
                Map.of("amount", 1_000, "reason", "사과의 뜻으로", "refundable", 30_000));
        assertThat(fetched(this.staff, byHand).at("/refunds/0/id")).isEqualTo(byHand.body().at("/id"));
        this.staff.post("/api/admin/rounds/" + this.round + "/cancellation",
                Map.of("reason", "출연자 사정", "compensationPercent", 10));
        this.refunds.giveBack(this.round);
        long compensation = this.compensations.compensationsFor(id).getFirst().id().value();
        Answer settled = this.staff.post("/api/admin/compensations/" + compensation + "/settlements",
                Map.of("note", "계좌 이체"));
        assertThat(fetched(this.staff, settled).at("/note").asString()).isEqualTo("계좌 이체");
        assertThat(this.staff.get("/api/admin/compensations/999999999").code())
            .isEqualTo("payment.compensation-not-found");
    }

    private long hold() {
        Answer hold = this.buyer.post("/api/rounds/" + this.round + "/reservations",
                Map.of("seatIds", List.of(this.playhouse.seats(this.round).getFirst().value())));
        long id = fetched(this.buyer, hold).at("/id").asLong();
        assertThat(id).isEqualTo(hold.body().at("/id").asLong());
        return id;
    }

    private void pay(Answer order) {
        String key = TestServers.toss().pay(order.text("orderId"), 30_000, TossOutcome.APPROVE);
        Answer paid = this.buyer.post("/api/payments/confirm",
                Map.of("paymentKey", key, "orderId", order.text("orderId"), "amount", 30_000));
        assertThat(paid.status()).isEqualTo(200);
    }

    private Map<String, Object> coupon(Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "시험 쿠폰", "type", "AMOUNT", "value", 1_000, "quantity",
                5, "issueFrom", this.clock.instant().minus(Duration.ofHours(1)).toString(), "issueUntil",
                this.clock.instant().plus(Duration.ofDays(9)).toString(), "validDays", 30));
        body.putAll(more);
        return body;
    }

    private static JsonNode fetched(ApiClient client, Answer created) {
        assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
        Answer there = client.follow(created);
        assertThat(there.status()).as(created.header(HttpHeaders.LOCATION)).isEqualTo(200);
        return there.body();
    }

}
