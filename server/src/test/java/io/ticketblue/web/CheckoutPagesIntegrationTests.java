package io.ticketblue.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.coupon.CouponAdmin;
import io.ticketblue.coupon.Coupons;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.IssuedCouponId;
import io.ticketblue.coupon.SaveCoupon;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.Payments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static io.ticketblue.web.Theatre.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** The payment page, and what its script asks the server. */
@IntegrationTest
class CheckoutPagesIntegrationTests {

    @Autowired
    private Bookings bookings;

    @Autowired
    private Payments payments;

    @Autowired
    private CouponAdmin couponAdmin;

    @Autowired
    private Coupons coupons;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JsonMapper json;

    @Autowired
    private Clock clock;

    private Theatre theatre;

    private Theatre.Buyer buyer;

    private RoundId round;

    private ReservationView hold;

    private String checkout;

    @BeforeEach
    void holdTwoSeats(@Autowired ApplicationContext application) throws Exception {
        this.theatre = Theatre.in(application);
        this.round = this.theatre.round(90_000, 1_000);
        this.buyer = this.theatre.buyer();
        this.hold = this.buyer.hold(this.round, 2);
        this.checkout = "/checkout/" + this.hold.id();
    }

    @Test
    void looksWithoutWritingAnything() throws Exception {
        amountCoupon(10_000);
        TransactionTemplate oneConnection = new TransactionTemplate(this.transactions);
        oneConnection.setReadOnly(true);
        oneConnection.executeWithoutResult((status) -> {
            long before = writes();
            assertThat(page(get(this.checkout))).contains("182,000원", "시험 쿠폰");
            assertThat(writes()).isEqualTo(before);
        });
        oneConnection.setReadOnly(false);
        oneConnection.executeWithoutResult((status) -> {
            long before = writes();
            this.jdbc.sql("UPDATE round_buyer SET account_id = account_id WHERE account_id = 0").update();
            assertThat(writes()).as("the count notices a write").isGreaterThan(before);
        });
        assertThat(this.payments.paymentFor(this.hold.id().value())).isEmpty();
    }

    private long writes() {
        return this.jdbc
            .sql("SHOW SESSION STATUS WHERE Variable_name IN ('Com_insert', 'Com_update', 'Com_delete',"
                    + " 'Com_replace', 'Com_insert_select')")
            .query((row, number) -> row.getLong("Value"))
            .list()
            .stream()
            .mapToLong(Long::longValue)
            .sum();
    }

    @Test
    void ordersWhenSomebodyPaysAndGivesTheSameOrderAgain() throws Exception {
        JsonNode order = answer(200, order(182_000));
        assertThat(order.path("orderId").asString()).startsWith("tb-");
        assertThat(order.path("successUrl").asString()).endsWith("/payments/success");
        assertThat(answer(200, order(182_000)).path("orderId")).isEqualTo(order.path("orderId"));
        assertThat(answer(200, get(this.checkout + "/state")).path("left").asLong()).isPositive();
    }

    @Test
    void ordersNothingAtAnotherPriceThanThePageShows() throws Exception {
        IssuedCouponId coupon = amountCoupon(10_000);
        this.bookings.useCoupon(this.buyer.id(), this.hold.id(), coupon);
        assertThat(answer(409, order(182_000)).path("changed").asBoolean()).isTrue();
        assertThat(this.payments.paymentFor(this.hold.id().value())).isEmpty();
        assertThat(page(get(this.checkout).param("changed", ""))).contains("결제 금액이 바뀌어", "172,000원 결제하기");
    }

    @Test
    void leadsASecondTabToTheBookingThatTheFirstHasPaid() throws Exception {
        String order = answer(200, order(182_000)).path("orderId").asString();
        String key = TestServers.toss().pay(order, 182_000, TossOutcome.APPROVE);
        this.buyer
            .send(post("/payments/confirm").param("paymentKey", key).param("orderId", order).param("amount", "182000"));
        String booking = "/bookings/" + this.hold.id() + "?paid";
        assertThat(answer(409, order(182_000)).path("go").asString()).isEqualTo(booking);
        assertThat(answer(200, get(this.checkout + "/state")).path("go").asString()).isEqualTo(booking);
    }

    @Test
    void asksForARefundAccountBelowTheVirtualAccountAndSaysWhatIsWrongWithIt() throws Exception {
        assertThat(page(get(this.checkout))).contains("id=\"transfer\"", "name=\"accountNumber\"", "까지 입금해야")
            .doesNotContain("id=\"no-transfer\"");
        JsonNode wrong = answer(400, order(182_000).param("method", "VIRTUAL_ACCOUNT").param("accountNumber", "열 자리"))
            .path("wrong");
        assertThat(wrong.propertyNames()).containsExactlyInAnyOrder("bank", "accountNumber", "holderName");
        assertThat(wrong.path("accountNumber").asString()).contains("20");
        assertThat(this.payments.paymentFor(this.hold.id().value())).isEmpty();
        String order = answer(200,
                order(182_000).param("method", "VIRTUAL_ACCOUNT")
                    .param("bank", "88")
                    .param("accountNumber", "110-123-456789")
                    .param("holderName", "김관객"))
            .path("orderId")
            .asString();
        assertThat(this.payments.paymentFor(this.hold.id().value()).orElseThrow().orderId().value()).isEqualTo(order);
    }

    @Test
    void offersNoVirtualAccountWhenTheRoundIsTooNear() throws Exception {
        ReservationView near = this.buyer.hold(this.theatre.round(90_000, 1_000, Duration.ofHours(2)), 2);
        assertThat(page(get("/checkout/" + near.id()))).contains("id=\"no-transfer\"")
            .doesNotContain("id=\"transfer\"");
    }

    @Test
    void showsAnExpiredHoldAsOneStateWithTheWayBackToTheSeats() throws Exception {
        this.jdbc.sql("UPDATE reservation SET held_until = '2020-01-01' WHERE id = :id")
            .param("id", this.hold.id().value())
            .update();
        assertThat(page(get(this.checkout))).contains("결제 기한이 만료되었습니다", "/rounds/" + this.round + "/seats", "좌석 다시 선택")
            .doesNotContain("name=\"coupon\"", "id=\"pay\"", "/release\"", "payment-methods");
        assertThat(answer(200, get(this.checkout + "/state")).path("expired").asBoolean()).isTrue();
        assertThat(answer(409, order(182_000)).path("expired").asBoolean()).isTrue();
        assertThat(page(get("/bookings/" + this.hold.id()))).contains("/rounds/" + this.round + "/seats", "좌석 다시 선택");
    }

    @Test
    void leadsFromAnExpiredHoldWhoseMoneyWasTakenToTheBooking() throws Exception {
        String order = answer(200, order(182_000)).path("orderId").asString();
        String key = TestServers.toss().pay(order, 182_000, TossOutcome.APPROVE);
        this.buyer
            .send(post("/payments/confirm").param("paymentKey", key).param("orderId", order).param("amount", "182000"));
        this.jdbc.sql("UPDATE reservation SET status = 'EXPIRED', confirmed_at = NULL WHERE id = :id")
            .param("id", this.hold.id().value())
            .update();
        String booking = "/bookings/" + this.hold.id();
        assertThat(redirect(this.buyer.send(get(this.checkout)))).isEqualTo(booking);
        assertThat(answer(200, get(this.checkout + "/state")).path("go").asString()).isEqualTo(booking);
        assertThat(answer(409, order(182_000)).path("go").asString()).isEqualTo(booking);
    }

    @Test
    void booksForFreeWithTheCouponThatIsChosenThoughItWasNotApplied() throws Exception {
        IssuedCouponId coupon = amountCoupon(200_000);
        MvcResult costs = this.buyer.send(post(this.checkout).param("coupon", ""));
        assertThat(redirect(costs)).isEqualTo(this.checkout);
        assertThat(this.buyer.status(this.hold)).isEqualTo(ReservationStatus.HELD);
        MvcResult fees = this.buyer.send(post(this.checkout).param("coupon", coupon.toString()));
        assertThat(String.valueOf(fees.getFlashMap().get("refusal"))).as("the coupon leaves the fees to pay")
            .contains("2,000원");
        assertThat(this.buyer.status(this.hold)).isEqualTo(ReservationStatus.HELD);
        assertThat(this.bookings.couponsFor(this.buyer.id(), this.hold.id()).used()).isNotNull();
        this.buyer.send(post(this.checkout + "/coupon").param("coupon", ""));
        assertThat(this.bookings.couponsFor(this.buyer.id(), this.hold.id()).used()).isNull();
        MvcResult wrong = this.buyer.send(post(this.checkout + "/coupon").param("coupon", "쿠폰"));
        assertThat(wrong.getFlashMap().get("refusal")).isNotNull();
        waiveTheBookingFee();
        assertThat(redirect(this.buyer.send(post(this.checkout).param("coupon", coupon.toString()))))
            .isEqualTo("/bookings/" + this.hold.id() + "?paid");
        assertThat(this.buyer.status(this.hold)).isEqualTo(ReservationStatus.CONFIRMED);
    }

    /** Takes the booking fee off the hold, so that a coupon can cover all of it. */
    private void waiveTheBookingFee() {
        this.jdbc.sql("UPDATE reservation SET amount = amount - booking_fee, booking_fee = 0 WHERE id = :id")
            .param("id", this.hold.id().value())
            .update();
    }

    @Test
    void keepsOthersFromOrdersAndStates() throws Exception {
        ReservationView others = this.theatre.buyer().hold(this.round, this.theatre.seats(this.round).subList(2, 3));
        assertThat(this.buyer.send(get("/checkout/" + others.id() + "/state")).getResponse().getStatus())
            .isEqualTo(404);
        assertThat(this.buyer.send(post("/checkout/" + others.id() + "/order").param("amount", "91000"))
            .getResponse()
            .getStatus()).isEqualTo(404);
        assertThat(this.payments.paymentFor(others.id().value())).isEmpty();
    }

    private IssuedCouponId amountCoupon(long won) {
        Instant now = this.clock.instant();
        return this.coupons
            .issue(this.buyer.id(),
                    this.couponAdmin.create(new SaveCoupon("시험 쿠폰", DiscountType.AMOUNT, won, 100, now,
                            now.plus(Duration.ofDays(10)), 100, null, null, null, null, null, false)))
            .id();
    }

    private MockHttpServletRequestBuilder order(long amount) {
        return post(this.checkout + "/order").param("amount", Long.toString(amount));
    }

    private JsonNode answer(int status, MockHttpServletRequestBuilder request) throws Exception {
        MvcResult answer = this.buyer.send(request.accept(MediaType.APPLICATION_JSON));
        assertThat(answer.getResponse().getStatus()).isEqualTo(status);
        return this.json.readTree(answer.getResponse().getContentAsByteArray());
    }

    private String page(MockHttpServletRequestBuilder request) {
        try {
            MvcResult page = this.buyer.send(request.accept(MediaType.TEXT_HTML).locale(Locale.KOREAN));
            assertThat(page.getResponse().getStatus()).isEqualTo(200);
            assertThat(page.getResponse().getContentAsString()).contains("</html>").doesNotContain("??");
            return page.getResponse().getContentAsString();
        }
        catch (Exception ex) {
            throw new AssertionError(ex);
        }
    }

}
