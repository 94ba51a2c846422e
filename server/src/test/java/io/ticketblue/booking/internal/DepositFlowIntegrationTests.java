package io.ticketblue.booking.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.ticketblue.ApiClient;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Cancellation;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.NoTimeToDeposit;
import io.ticketblue.booking.NotHeld;
import io.ticketblue.booking.PaymentResult;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.SeatsTaken;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.payment.VirtualAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Seats that wait for a deposit into a virtual account. */
@BookingTest
class DepositFlowIntegrationTests {

    private static final RefundAccount ACCOUNT = new RefundAccount("88", "110-123-456789", "김관객");

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private LedgerCheck check;

    @Autowired
    private Bookings bookings;

    @Autowired
    private Payments payments;

    @Autowired
    private Expiry expiry;

    @Autowired
    private MovableClock clock;

    private final TossSimulator toss = TestServers.toss();

    private RoundId round;

    private AccountId buyer;

    private ReservationView hold;

    private Checkout order;

    private String key;

    private PaymentResult waiting;

    @LocalServerPort
    private int port;

    @BeforeEach
    void orderByTransfer() {
        // The provider knows no other time, and accounts live for a week at most.
        this.clock.toPresent();
        this.round = this.playhouse.round(this.playhouse.performance(10, 4, 50_000), 20);
        this.buyer = this.playhouse.buyer();
        this.hold = this.bookings.hold(new HoldSeats(this.buyer, this.round, seats()));
        this.order = this.bookings.order(this.buyer, this.hold.id(),
                new PlaceOrder(null, PaymentMethod.VIRTUAL_ACCOUNT, ACCOUNT));
        this.key = this.toss.payByTransfer(this.order.orderId().value(), this.order.amount().won());
        this.waiting = this.bookings.confirm(this.buyer,
                new StartPayment(this.order.orderId(), this.key, this.order.amount()));
    }

    @AfterEach
    void booksAgree() {
        assertThat(this.check.faults(this.round, 10, 4)).isEmpty();
    }

    @Test
    void namesTheAccountAndKeepsTheSeatsUntilTheDeadline() {
        assertThat(this.waiting.status()).isEqualTo(PaymentStatus.AWAITING_DEPOSIT);
        VirtualAccount account = Objects.requireNonNull(this.waiting.virtualAccount());
        ReservationView seen = this.bookings.reservation(this.buyer, this.hold.id());
        assertThat(seen.status()).isEqualTo(ReservationStatus.AWAITING_DEPOSIT);
        assertThat(seen.heldUntil()).isEqualTo(account.depositBefore())
            .isAfter(Instant.now(this.clock).plus(Duration.ofHours(23)));
        assertThat(this.bookings.payment(this.buyer, this.hold.id()).virtualAccount()).isEqualTo(account);
        this.clock.forward(Duration.ofHours(1));
        this.expiry.run();
        AccountId other = this.playhouse.buyer();
        assertThatExceptionOfType(SeatsTaken.class)
            .isThrownBy(() -> this.bookings.hold(new HoldSeats(other, this.round, seats())));
    }

    @Test
    void confirmsWhenTheMoneyIsThere() {
        this.toss.deposit(this.order.orderId().value(), this.order.amount().won());
        reconcileUntil(ReservationStatus.CONFIRMED);
        assertThat(this.bookings.payment(this.buyer, this.hold.id()).status()).isEqualTo(PaymentStatus.CAPTURED);
    }

    @Test
    void freesTheSeatsWhenNoMoneyCame() {
        this.clock.forward(Duration.ofHours(25));
        reconcileUntil(ReservationStatus.EXPIRED);
        AccountId other = this.playhouse.buyer();
        assertThat(this.bookings.hold(new HoldSeats(other, this.round, seats())).status())
            .isEqualTo(ReservationStatus.HELD);
    }

    @Test
    void givesTheSeatsBackBeforeTheDeposit() {
        this.bookings.release(this.buyer, this.hold.id());
        assertThat(this.bookings.reservation(this.buyer, this.hold.id()).status()).isEqualTo(ReservationStatus.EXPIRED);
        assertThatExceptionOfType(NotHeld.class).isThrownBy(() -> this.bookings.release(this.buyer, this.hold.id()));
    }

    @Test
    void waitsAgainWhenTheBankTakesTheDepositBack() {
        this.toss.deposit(this.order.orderId().value(), this.order.amount().won());
        reconcileUntil(ReservationStatus.CONFIRMED);
        this.toss.undoDeposit(this.order.orderId().value());
        Map<String, Object> data = Map.of("orderId", this.order.orderId().value(), "paymentKey", this.key, "status",
                "WAITING_FOR_DEPOSIT");
        assertThat(ApiClient.at(this.port)
            .post("/api/webhooks/toss",
                    Map.of("eventType", "PAYMENT_STATUS_CHANGED", "createdAt", "2026-11-22T12:00:00.000000", "data",
                            data))
            .status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(this.bookings.reservation(this.buyer, this.hold.id()).status())
            .isEqualTo(ReservationStatus.AWAITING_DEPOSIT));
        this.toss.deposit(this.order.orderId().value(), this.order.amount().won());
        reconcileUntil(ReservationStatus.CONFIRMED);
    }

    @Test
    void refundsACancelledDepositToTheBuyersAccount() {
        this.toss.deposit(this.order.orderId().value(), this.order.amount().won());
        reconcileUntil(ReservationStatus.CONFIRMED);
        Cancellation done = this.bookings.cancel(this.buyer, this.hold.id(), CancelSeats.all("못 가요"));
        assertThat(this.toss.refunded(this.order.orderId().value())).isEqualTo(done.refund().won());
    }

    @Test
    void offersNoTransferShortlyBeforeTheRound() {
        RoundId soon = this.playhouse.round(this.playhouse.performance(4, 4, 50_000), 1);
        this.clock.forward(Duration.ofHours(20).plusMinutes(30));
        ReservationView late = this.bookings
            .hold(new HoldSeats(this.buyer, soon, this.playhouse.seats(soon).subList(0, 1)));
        assertThatExceptionOfType(NoTimeToDeposit.class).isThrownBy(() -> this.bookings.order(this.buyer, late.id(),
                new PlaceOrder(null, PaymentMethod.VIRTUAL_ACCOUNT, ACCOUNT)));
    }

    private void reconcileUntil(ReservationStatus status) {
        await().untilAsserted(() -> {
            this.clock.forward(Duration.ofMinutes(10));
            this.payments.reconcile();
            assertThat(this.bookings.reservation(this.buyer, this.hold.id()).status()).isEqualTo(status);
        });
    }

    private List<SeatId> seats() {
        return this.playhouse.seats(this.round).subList(0, 2);
    }

}
