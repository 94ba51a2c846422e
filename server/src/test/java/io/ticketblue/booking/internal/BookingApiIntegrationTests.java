package io.ticketblue.booking.internal;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.coupon.CouponAdmin;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.SaveCoupon;
import io.ticketblue.embedded.toss.TossOutcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The contract of rounds, reservations and payments, spoken over HTTP. */
@BookingTest
class BookingApiIntegrationTests {

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Accounts accounts;

    @LocalServerPort
    private int port;

    @Autowired
    private CouponAdmin couponAdmin;

    @Autowired
    private Clock clock;

    private RoundId round;

    private List<SeatId> seats;

    private AccountView person;

    private ApiClient buyer;

    @BeforeEach
    void signIn() {
        this.round = this.playhouse.round(30, 4, 77_000);
        this.seats = this.playhouse.seats(this.round);
        String email = UUID.randomUUID() + "@example.com";
        this.person = this.accounts.register(new SignUp(email, Playhouse.PASSWORD, "김관객"));
        this.buyer = ApiClient.at(this.port).signedIn(email, Playhouse.PASSWORD);
    }

    @Test
    void holdsOrdersPaysAndCancels() {
        Answer hold = hold(0, 1);
        assertThat(hold.status()).isEqualTo(201);
        JsonNode reservation = hold.body();
        assertThat(reservation.get("status").asString()).isEqualTo("HELD");
        assertThat(reservation.get("roundId").asLong()).isEqualTo(this.round.value());
        assertThat(reservation.get("amount").asLong()).isEqualTo(154_000);
        assertThat(reservation.get("heldUntil").asString()).endsWith("+09:00");
        assertThat(reservation.get("code").asString()).isNotBlank();
        assertThat(reservation.get("seats").get(0).get("id").asLong()).isEqualTo(this.seats.getFirst().value());
        assertThat(reservation.get("seats").get(0).get("label").asString()).isNotBlank();
        assertThat(reservation.get("seats").get(0).get("grade").asString()).isEqualTo("R");
        assertThat(reservation.get("seats").get(0).get("price").asLong()).isEqualTo(77_000);
        String path = "/api/reservations/" + reservation.get("id").asLong();

        Answer order = this.buyer.post(path + "/orders", Map.of("method", "CARD"));
        assertThat(order.status()).isEqualTo(201);
        for (String field : List.of("orderId", "orderName", "amount", "discount", "customerKey", "clientKey",
                "successUrl", "failUrl", "payBefore")) {
            assertThat(order.body().has(field)).as(field).isTrue();
        }
        String orderId = order.body().get("orderId").asString();
        String key = TestServers.toss().pay(orderId, 154_000, TossOutcome.APPROVE);
        Map<String, Object> approval = Map.of("paymentKey", key, "orderId", orderId, "amount", 154_000);

        Answer wrong = this.buyer.post("/api/payments/confirm",
                Map.of("paymentKey", key, "orderId", orderId, "amount", 1_000));
        assertThat(wrong.status()).isEqualTo(409);
        assertThat(wrong.code()).isEqualTo("payment.amount-mismatch");

        Answer paid = this.buyer.post("/api/payments/confirm", approval);
        assertThat(paid.status()).isEqualTo(200);
        assertThat(paid.body().get("status").asString()).isEqualTo("CAPTURED");
        assertThat(paid.body().get("reservationId").asLong()).isEqualTo(reservation.get("id").asLong());
        assertThat(paid.body().get("amount").asLong()).isEqualTo(154_000);
        assertThat(paid.body().get("approvedAt").asString()).endsWith("+09:00");
        assertThat(this.buyer.post("/api/payments/confirm", approval).body()).isEqualTo(paid.body());
        assertThat(this.buyer.get(path).body().get("status").asString()).isEqualTo("CONFIRMED");
        assertThat(this.buyer.get("/api/reservations?status=CONFIRMED").body().get("total").asLong()).isOne();
        assertThat(this.buyer.delete(path, null).code()).isEqualTo("booking.not-held");

        Answer quote = this.buyer.get(path + "/cancellation");
        assertThat(quote.body().get("refund").asLong()).isEqualTo(154_000);
        Answer cancelled = this.buyer.post(path + "/cancellations", Map.of("reason", "일정이 바뀌었어요"));
        assertThat(cancelled.status()).isEqualTo(201);
        assertThat(cancelled.body().get("refund").asLong()).isEqualTo(154_000);
        assertThat(cancelled.body().get("status").asString()).isEqualTo("CANCELLED");
        assertThat(this.buyer.post(path + "/cancellations", Map.of("reason", "또")).code())
            .isEqualTo("booking.not-cancellable");
        assertThat(TestServers.toss().refunded(orderId)).isEqualTo(154_000);
    }

    @Test
    void namesTheSeatsThatOthersHave() {
        hold(0, 1);
        ApiClient other = anotherPerson();
        Answer refused = other.in("en")
            .post("/api/rounds/" + this.round + "/reservations", Map.of("seatIds", ids(1, 2)));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("booking.seats-taken");
        assertThat(refused.body().get("seats")).hasSize(1);
        assertThat(refused.body().get("seats").get(0).asLong()).isEqualTo(this.seats.get(1).value());
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.body().get("detail").asString()).contains("quicker");
    }

    @Test
    void givesTheSameHoldToWhoAsksForTheSameSeatsAgain() {
        Answer first = hold(0, 1, 2);
        assertThat(hold(2, 1, 0).body()).isEqualTo(first.body());
        assertThat(hold(0).code()).isEqualTo("booking.seats-taken");
        Answer other = anotherPerson().post("/api/rounds/" + this.round + "/reservations",
                Map.of("seatIds", ids(0, 1, 2)));
        assertThat(other.code()).isEqualTo("booking.seats-taken");
    }

    @Test
    void limitsAPerson() {
        hold(0, 1, 2);
        Answer refused = hold(3, 4);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("booking.limit-exceeded");
        assertThat(refused.body().get("limit").asInt()).isEqualTo(4);
        assertThat(refused.body().get("present").asInt()).isEqualTo(3);
    }

    @Test
    void givesAHoldBack() {
        long id = hold(0, 1).body().get("id").asLong();
        assertThat(anotherPerson().delete("/api/reservations/" + id, null).code())
            .isEqualTo("booking.reservation-not-found");
        assertThat(this.buyer.delete("/api/reservations/" + id, null).status()).isEqualTo(204);
        assertThat(this.buyer.delete("/api/reservations/" + id, null).code()).isEqualTo("booking.not-held");
        assertThat(hold(0, 1).status()).isEqualTo(201);
    }

    @Test
    void showsNobodyAnotherPersonsReservation() {
        long id = hold(0).body().get("id").asLong();
        Answer answer = anotherPerson().get("/api/reservations/" + id);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("booking.reservation-not-found");
        assertThat(ApiClient.at(this.port).get("/api/reservations/" + id).status()).isEqualTo(401);
    }

    @Test
    void tellsWhatIsLeftOfARound() {
        hold(0, 1);
        Answer answer = ApiClient.at(this.port).get("/api/rounds/" + this.round);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("status").asString()).isEqualTo("ON_SALE");
        assertThat(answer.body().get("remaining").get("R").asInt()).isEqualTo(28);
        long performance = answer.body().get("performanceId").asLong();
        JsonNode rounds = ApiClient.at(this.port).get("/api/performances/" + performance + "/rounds").body();
        assertThat(rounds).hasSize(1);
        assertThat(rounds.get(0)).isEqualTo(answer.body());
        assertThat(ApiClient.at(this.port).get("/api/rounds/999999999").code()).isEqualTo("catalog.round-not-found");
    }

    @Test
    void bookingWhatCostsNothingCanBeRepeated() {
        RoundId free = this.playhouse.round(10, 4, 0);
        long seat = this.playhouse.seats(free).getFirst().value();
        long id = this.buyer.post("/api/rounds/" + free + "/reservations", Map.of("seatIds", List.of(seat)))
            .body()
            .get("id")
            .asLong();
        Answer order = this.buyer.post("/api/reservations/" + id + "/orders", Map.of("method", "FREE"));
        assertThat(order.status()).isEqualTo(201);
        assertThat(order.body().get("amount").asLong()).isZero();
        Answer again = this.buyer.post("/api/reservations/" + id + "/orders", Map.of("method", "FREE"));
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body().get("orderId")).isEqualTo(order.body().get("orderId"));
    }

    @Test
    void cancelsSomeSeatsAndThenTheRest() {
        RoundId free = this.playhouse.round(10, 4, 0);
        List<Long> two = this.playhouse.seats(free).subList(0, 2).stream().map(SeatId::value).toList();
        long id = this.buyer.post("/api/rounds/" + free + "/reservations", Map.of("seatIds", two))
            .body()
            .get("id")
            .asLong();
        String path = "/api/reservations/" + id;
        this.buyer.post(path + "/orders", Map.of());
        Answer quote = this.buyer.get(path + "/cancellation?seatIds=" + two.getFirst());
        assertThat(quote.status()).isEqualTo(200);
        assertThat(quote.body().get("seats").size()).isOne();
        Answer none = this.buyer.post(path + "/cancellations", Map.of("seatIds", List.of(), "reason", "일정이 바뀌었어요"));
        assertThat(none.status()).as("an empty list does not mean all seats").isEqualTo(400);
        assertThat(none.body().get("errors").get(0).get("field").asString()).isEqualTo("seatIds");
        Answer some = this.buyer.post(path + "/cancellations",
                Map.of("seatIds", List.of(two.getFirst()), "reason", "일정이 바뀌었어요", "fee", 0));
        assertThat(some.status()).isEqualTo(201);
        assertThat(some.body().get("status").asString()).isEqualTo("PARTIALLY_CANCELLED");
        Answer rest = this.buyer.post(path + "/cancellations", Map.of("reason", "일정이 바뀌었어요"));
        assertThat(rest.body().get("status").asString()).isEqualTo("CANCELLED");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"seatIds\":[]}", "{\"seatIds\":null}", "{\"seatIds\":[null]}",
            "{\"seatIds\":[-1]}", "{\"seatIds\":[9223372036854775807]}", "{\"seatIds\":[1.5]}", "{\"seatIds\":[\"1\"]}",
            "{\"seatIds\":\"1\"}", "{\"seatIds\":[99999999999999999999]}", "{\"seatIds\":[1],\"price\":1}", "[1]", "",
            "{\"seatIds\":[" })
    void namesWhatIsWrongWithAHold(String body) {
        Answer answer = this.buyer.post("/api/rounds/" + this.round + "/reservations", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("request.invalid");
        assertThat(answer.body().get("errors")).isNotEmpty();
    }

    @Test
    void refusesTheSameSeatTwice() {
        Answer answer = hold(0, 0);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("errors").get(0).get("field").asString()).isEqualTo("seatIds[1]");
    }

    @Test
    void holdsOnceHoweverOftenARequestIsRepeated() {
        ApiClient repeating = this.buyer.header("Idempotency-Key", "a-key-of-mine");
        String path = "/api/rounds/" + this.round + "/reservations";
        Answer first = repeating.post(path, Map.of("seatIds", ids(0, 1)));
        Answer again = repeating.post(path, Map.of("seatIds", ids(0, 1)));
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        Answer other = repeating.post(path, Map.of("seatIds", ids(2)));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("request.idempotency-key-reused");
        assertThat(this.buyer.get("/api/reservations").body().get("total").asLong()).isOne();
    }

    @Test
    void namesWhatIsWrongWithAnOrder() {
        long id = hold(0).body().get("id").asLong();
        String path = "/api/reservations/" + id + "/orders";
        assertThat(this.buyer.post(path, Map.of("couponId", 999_999)).code()).isEqualTo("coupon.not-found");
        assertThat(this.buyer.post(path, Map.of("method", "FREE")).body().get("errors").get(0).get("field").asString())
            .isEqualTo("method");
        assertThat(this.buyer.post(path, Map.of("method", "VIRTUAL_ACCOUNT"))
            .body()
            .get("errors")
            .get(0)
            .get("field")
            .asString()).isEqualTo("refundAccount");
        Map<String, String> account = Map.of("bank", "nowhere", "accountNumber", "12x", "holderName", "김티켓");
        Answer wrong = this.buyer.post(path, Map.of("method", "VIRTUAL_ACCOUNT", "refundAccount", account));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.body().get("errors").size()).isEqualTo(2);
    }

    @Test
    void ordersWithTheCouponThatIsNamed() {
        long coupon = this.couponAdmin
            .create(new SaveCoupon("시험 쿠폰", DiscountType.AMOUNT, 5_000L, 10, this.clock.instant(),
                    this.clock.instant().plusSeconds(3_600), 30, null, null, null, null, null, false))
            .value();
        String path = "/api/reservations/" + hold(0).body().get("id").asLong() + "/orders";
        assertThat(this.buyer.post(path, Map.of("couponId", coupon)).code()).isEqualTo("coupon.not-found");
        assertThat(this.buyer.post("/api/coupons/" + coupon + "/issues", Map.of()).status()).isEqualTo(201);
        assertThat(this.buyer.post(path, Map.of("couponId", coupon)).body().get("discount").asLong()).isEqualTo(5_000);
    }

    private Answer hold(int... places) {
        return this.buyer.post("/api/rounds/" + this.round + "/reservations", Map.of("seatIds", ids(places)));
    }

    private List<Long> ids(int... places) {
        return Arrays.stream(places).mapToObj((place) -> this.seats.get(place).value()).toList();
    }

    private ApiClient anotherPerson() {
        String email = UUID.randomUUID() + "@example.com";
        this.accounts.register(new SignUp(email, Playhouse.PASSWORD, "이관객"));
        return ApiClient.at(this.port).signedIn(email, Playhouse.PASSWORD);
    }

}
