package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.ticketblue.ApiClient;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundCancellation;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentFailed;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * The organiser cancels a round while somebody pays, or a deposit is awaited: whatever
 * comes of it, money that was taken goes back once.
 */
@BookingTest
class CancelledRoundPaymentsIntegrationTests {

    private static final Money PRICE = new Money(100_000);

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private BooksCheck books;

    @Autowired
    private LedgerCheck seats;

    @Autowired
    private Bookings bookings;

    @Autowired
    private RoundCancellations roundCancellations;

    @Autowired
    private RoundRefunds refunds;

    @Autowired
    private Payments payments;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private MovableClock clock;

    @LocalServerPort
    private int port;

    private final TossSimulator toss = TestServers.toss();

    private RoundId round;

    private ReservationView hold;

    private @Nullable Checkout order;

    @BeforeEach
    void hold() {
        this.clock.toPresent();
        this.round = this.playhouse.round(this.playhouse.performance(10, 4, 50_000), 20);
        AccountId buyer = this.playhouse.buyer();
        this.hold = this.bookings
            .hold(new HoldSeats(buyer, this.round, this.playhouse.seats(this.round).subList(0, 2)));
    }

    @AfterEach
    void nothingIsKeptAndNothingGoesBackTwice() {
        this.toss.faults().clear();
        settle();
        for (int i = 0; i < 3; i++) {
            this.refunds.giveBack(this.round);
            this.clock.forward(Duration.ofHours(1));
            this.payments.reconcile();
        }
        assertThat(this.books.faults(this.round)).isEmpty();
        assertThat(this.seats.faults(this.round, 10, 4)).isEmpty();
        assertThat(this.toss.refunded(orderId().value())).isEqualTo(this.toss.captured(orderId().value()));
        RoundCancellation done = this.roundCancellations.progress(this.round).orElseThrow();
        assertThat(done.finishedAt()).isNotNull();
        assertThat(done.compensation()).isEqualTo(new Money(done.refund().won() / 10));
    }

    @Test
    void aPaymentThatWasTakenGoesBackOnceThatIsKnown() {
        payByCard(TossFault.closeAfter());
        cancelRound();
        assertThat(status()).as("nobody knows yet").isEqualTo(ReservationStatus.PAYING);
        assertThat(this.toss.captured(orderId().value())).isEqualTo(PRICE.won());
        settle();
        assertThat(status()).as("it never was a booking").isEqualTo(ReservationStatus.EXPIRED);
        assertThat(this.toss.refunded(orderId().value())).isEqualTo(PRICE.won());
        assertThat(this.roundCancellations.progress(this.round).orElseThrow().compensation()).isEqualTo(Money.ZERO);
    }

    @Test
    void aPaymentThatWasNotTakenEndsWithTheHold() {
        payByCard(TossFault.closeBefore());
        cancelRound();
        this.clock.forward(Duration.ofMinutes(20));
        settle();
        assertThat(status()).isIn(ReservationStatus.EXPIRED, ReservationStatus.CANCELLED);
        assertThat(this.bookings.reservation(this.hold.buyer(), this.hold.id()).status())
            .isNotEqualTo(ReservationStatus.CONFIRMED);
    }

    @Test
    void aDepositIsNoLongerAwaited() {
        transfer();
        cancelRound();
        assertThat(status()).isEqualTo(ReservationStatus.EXPIRED);
        assertThat(catchThrowable(() -> this.toss.deposit(orderId().value(), PRICE.won())))
            .hasMessageContaining("CLOSED");
    }

    @Test
    void aDepositThatCameBeforeTheAccountWasClosedGoesBack() {
        transfer();
        this.toss.deposit(orderId().value(), PRICE.won());
        cancelRound();
        settle();
        assertThat(status()).isEqualTo(ReservationStatus.EXPIRED);
        assertThat(this.toss.refunded(orderId().value())).isEqualTo(PRICE.won());
    }

    @Test
    void anAccountIsClosedLaterIfTheProviderIsSilent() {
        transfer();
        this.toss.faults().next(TossOperation.LOOKUP, 2, TossFault.closeBefore());
        cancelRound();
        assertThat(status()).isEqualTo(ReservationStatus.AWAITING_DEPOSIT);
        this.toss.faults().clear();
        settle();
        assertThat(status()).isEqualTo(ReservationStatus.EXPIRED);
    }

    /** As if the provider had said that the account was closed, and had not closed it. */
    @Test
    void aDepositThatComesAfterAllGoesBack() {
        transfer();
        this.transaction.executeWithoutResult((status) -> {
            this.sql.sql("""
                    UPDATE payment SET status = 'FAILED', failure_code = 'X', next_attempt_at = NULL
                    WHERE order_id = ?""").param(orderId().value()).update();
            this.events.publishEvent(new PaymentFailed(this.payments.payment(orderId())));
        });
        cancelRound();
        this.toss.deposit(orderId().value(), PRICE.won());
        Map<String, Object> data = Map.of("orderId", orderId().value(), "status", "DONE");
        for (int i = 0; i < 2; i++) {
            assertThat(ApiClient.at(this.port)
                .header("tosspayments-webhook-transmission-id", "late-" + i + "-" + orderId())
                .post("/api/webhooks/toss",
                        Map.of("eventType", "PAYMENT_STATUS_CHANGED", "createdAt", "2026-11-22T12:00:00.000000", "data",
                                data))
                .status()).isEqualTo(200);
        }
        await().untilAsserted(() -> {
            settle();
            assertThat(this.toss.refunded(orderId().value())).isEqualTo(PRICE.won());
        });
        assertThat(status()).isEqualTo(ReservationStatus.EXPIRED);
    }

    private void cancelRound() {
        this.roundCancellations.cancel(this.round, "출연자 사정", 10);
        this.refunds.giveBack(this.round);
    }

    private void payByCard(TossFault fault) {
        this.order = this.bookings.order(this.hold.buyer(), this.hold.id(), PlaceOrder.simple());
        String key = this.toss.pay(orderId().value(), PRICE.won(), TossOutcome.APPROVE);
        this.toss.faults().next(TossOperation.CONFIRM, fault);
        assertThatExceptionOfType(ProviderUnavailable.class)
            .isThrownBy(() -> this.bookings.confirm(this.hold.buyer(), new StartPayment(orderId(), key, PRICE)));
    }

    private void transfer() {
        this.order = this.bookings.order(this.hold.buyer(), this.hold.id(),
                new PlaceOrder(null, PaymentMethod.VIRTUAL_ACCOUNT, new RefundAccount("88", "110-123-456789", "김관객")));
        String key = this.toss.payByTransfer(orderId().value(), PRICE.won());
        this.bookings.confirm(this.hold.buyer(), new StartPayment(orderId(), key, PRICE));
    }

    /** What the timers do in some minutes. */
    private void settle() {
        for (int i = 0; i < 4; i++) {
            this.clock.forward(Duration.ofMinutes(1));
            this.payments.reconcile();
            this.refunds.giveBack(this.round);
        }
    }

    private OrderId orderId() {
        return Objects.requireNonNull(this.order).orderId();
    }

    private ReservationStatus status() {
        return this.bookings.reservation(this.hold.buyer(), this.hold.id()).status();
    }

}
