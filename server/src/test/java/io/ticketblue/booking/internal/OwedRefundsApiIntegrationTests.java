package io.ticketblue.booking.internal;

import java.util.Map;
import java.util.UUID;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.StartPayment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** A cancelled booking whose refund the provider refuses, over HTTP. */
@BookingTest
class OwedRefundsApiIntegrationTests {

    private static final String REFUNDS = "/api/admin/refunds";

    private final TossSimulator toss = TestServers.toss();

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Bookings bookings;

    @Autowired
    private Payments payments;

    @LocalServerPort
    private int port;

    private ApiClient buyer;

    private ApiClient staff;

    private ReservationId reservation;

    @BeforeEach
    void book() {
        String email = UUID.randomUUID() + "@example.com";
        AccountId id = this.accounts.register(new SignUp(email, Playhouse.PASSWORD, "김관객")).id();
        this.buyer = ApiClient.at(this.port).signedIn(email, Playhouse.PASSWORD);
        this.staff = ApiClient.at(this.port).newStaff(Role.FINANCE);
        RoundId round = this.playhouse.round(10, 4, 70_000);
        this.reservation = this.bookings.hold(new HoldSeats(id, round, this.playhouse.seats(round).subList(0, 2))).id();
        Checkout checkout = this.bookings.order(id, this.reservation, PlaceOrder.simple());
        String key = this.toss.pay(checkout.orderId().value(), 140_000, TossOutcome.APPROVE);
        this.bookings.confirm(id, new StartPayment(checkout.orderId(), key, checkout.amount()));
    }

    @AfterEach
    void noMoreFaults() {
        this.toss.faults().clear();
    }

    @Test
    void saysThatTheMoneyWentBack() {
        Answer cancelled = cancel();
        assertThat(cancelled.text("status")).isEqualTo("CANCELLED");
        assertThat(cancelled.text("refundStatus")).isEqualTo("DONE");
    }

    @Test
    void doesNotClaimMoneyThatTheProviderHasNotSent() {
        this.toss.faults().next(TossOperation.CANCEL, TossFault.closeBefore());
        assertThat(cancel().text("refundStatus")).isEqualTo("REQUESTED");
    }

    @Test
    void letsStaffSettleARefundThatTheProviderRefuses() {
        refuseNext();
        Answer cancelled = cancel();
        assertThat(cancelled.status()).isEqualTo(201);
        assertThat(cancelled.text("refundStatus")).isEqualTo("REFUSED");

        JsonNode owed = owed();
        String refund = REFUNDS + "/" + owed.get("id").asLong();
        assertThat(owed.get("amount").asLong()).isEqualTo(140_000);
        assertThat(owed.get("failureCode").asString()).isEqualTo("REFUND_REJECTED");
        assertThat(owed.get("requestedAt").asString()).endsWith("+09:00");

        refuseNext();
        Answer again = this.staff.post(refund + "/attempts", Map.of());
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("status")).isEqualTo("REFUSED");
        assertThat(this.staff.follow(again).body()).isEqualTo(again.body());
        assertThat(this.staff.post(refund + "/settlements", Map.of("note", " ")).fields()).containsExactly("note");
        Answer settled = this.staff.post(refund + "/settlements", Map.of("note", "계좌 이체"));
        assertThat(settled.text("status")).isEqualTo("SETTLED");
        assertThat(this.staff.follow(settled).body()).isEqualTo(settled.body());
        assertThat(this.staff.post(refund + "/settlements", Map.of("note", "계좌 이체")).code())
            .isEqualTo("payment.refund-not-owed");
        assertThat(this.staff.post(REFUNDS + "/999999999/attempts", Map.of()).code())
            .isEqualTo("payment.refund-not-found");
        assertThat(owed().isMissingNode()).isTrue();
    }

    @Test
    void sendsTheMoneyWhenTheProviderThinksBetterOfIt() {
        refuseNext();
        cancel();
        long refund = owed().get("id").asLong();
        assertThat(this.staff.post(REFUNDS + "/" + refund + "/attempts", Map.of()).text("status")).isEqualTo("DONE");
        String order = this.payments.paymentFor(this.reservation.value()).orElseThrow().orderId().value();
        assertThat(this.toss.refunded(order)).isEqualTo(140_000);
    }

    @Test
    void isForStaffAlone() {
        assertThat(this.buyer.get(REFUNDS).status()).isEqualTo(403);
        assertThat(this.buyer.post(REFUNDS + "/1/attempts", Map.of()).status()).isEqualTo(403);
        assertThat(ApiClient.at(this.port).get(REFUNDS).status()).isEqualTo(401);
    }

    private void refuseNext() {
        this.toss.faults().next(TossOperation.CANCEL, TossFault.error("REFUND_REJECTED"));
    }

    private Answer cancel() {
        return this.buyer.post("/api/reservations/" + this.reservation + "/cancellations",
                Map.of("reason", "일정이 바뀌었어요"));
    }

    private JsonNode owed() {
        JsonNode none = this.staff.get(REFUNDS).body().path("nothing");
        return this.staff.get(REFUNDS + "?size=100")
            .body()
            .get("items")
            .valueStream()
            .filter((refund) -> refund.get("reference").asLong() == this.reservation.value())
            .findFirst()
            .orElse(none);
    }

}
