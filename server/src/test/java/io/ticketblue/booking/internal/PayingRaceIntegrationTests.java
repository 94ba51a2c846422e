package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.NotHeld;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.internal.Crowd.Result;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.PaymentExpired;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.database.RetriedTransaction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A buyer pays in the instant in which the hold ends, by the clock or by their own hand.
 */
@BookingTest
class PayingRaceIntegrationTests {

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private LedgerCheck check;

    @Autowired
    private Bookings bookings;

    @Autowired
    private SeatLedger ledger;

    @Autowired
    private LedgerChanges changes;

    @Autowired
    private ReservationLifecycle lifecycle;

    @Autowired
    private SaleGuard guard;

    @Autowired
    private Payments payments;

    @Autowired
    private MessageSource messages;

    @Autowired
    private BookingSettings settings;

    @Autowired
    private RetriedTransaction transaction;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private MovableClock clock;

    private final TossSimulator toss = TestServers.toss();

    @Test
    void takesNothingForAHoldThatWasGivenBack() {
        RoundId round = this.playhouse.round(20, 4, 70_000);
        AccountId buyer = this.playhouse.buyer();
        ReservationView hold = hold(buyer, round, 0);
        StartPayment approved = approved(buyer, hold);
        this.bookings.release(buyer, hold.id());
        assertThatExceptionOfType(PaymentExpired.class).isThrownBy(() -> this.bookings.confirm(buyer, approved));
        this.clock.forward(Duration.ofMinutes(20));
        this.payments.reconcile();
        assertThat(this.toss.captured(approved.orderId().value())).isZero();
    }

    @RepeatedTest(20)
    void keepsSeatsOrMoneyWhenTheHoldIsGivenBackWhileItIsPaid() throws InterruptedException {
        RoundId round = this.playhouse.round(20, 4, 70_000);
        AccountId buyer = this.playhouse.buyer();
        ReservationView hold = hold(buyer, round, 0);
        StartPayment approved = approved(buyer, hold);
        List<Result<Object>> results = Crowd.rush(List.of(() -> this.bookings.confirm(buyer, approved), () -> {
            this.bookings.release(buyer, hold.id());
            return "released";
        }));
        assertThat(results).filteredOn(Result::succeeded).hasSize(1);
        assertThat(results).extracting(Result::failure)
            .filteredOn((failure) -> failure != null)
            .hasOnlyElementsOfTypes(PaymentExpired.class, NotHeld.class);
        boolean paid = results.getFirst().succeeded();
        assertThat(this.bookings.reservation(buyer, hold.id()).status())
            .isEqualTo(paid ? ReservationStatus.CONFIRMED : ReservationStatus.EXPIRED);
        assertThat(this.toss.captured(approved.orderId().value())).isEqualTo(paid ? 280_000 : 0);
        assertThat(this.check.faults(round, 20, 4)).isEmpty();
    }

    @RepeatedTest(20)
    void keepsToTheLimitWhenAPersonClaimsAgainWhileTheHoldEnds() throws InterruptedException {
        RoundId round = this.playhouse.round(20, 4, 70_000);
        AccountId buyer = this.playhouse.buyer();
        ReservationView hold = hold(buyer, round, 0);
        StartPayment approved = approved(buyer, hold);
        Duration almost = Duration.between(this.clock.instant(), hold.heldUntil()).minusMillis(20);
        this.clock.forward(almost);
        Callable<Object> claimAgain = () -> hold(buyer, round, 4);
        Callable<Object> claimTheSame = () -> hold(this.playhouse.buyer(), round, 0);
        Callable<Object> pass = () -> {
            this.clock.forward(Duration.ofMillis(20));
            return "passed";
        };
        Crowd.rush(List.of(() -> this.bookings.confirm(buyer, approved), claimAgain, pass, claimAgain, claimTheSame,
                claimAgain));
        assertThat(this.check.faults(round, 20, 4)).isEmpty();
    }

    /**
     * The control: the same code without the lock on the person, with a claim between
     * reading the clock and the commit.
     */
    @Test
    void findsAPersonOverTheLimitWithoutTheGuard() {
        RoundId round = this.playhouse.round(20, 4, 70_000);
        AccountId buyer = this.playhouse.buyer();
        ReservationView hold = hold(buyer, round, 0);
        StartPayment approved = approved(buyer, hold);
        ReservationRepository unlocked = new ReservationRepository(this.sql, this.jdbc) {
            @Override
            void lockBuyer(Reservation reservation) {
                // The guard that is taken out.
            }

            @Override
            void save(Reservation reservation) {
                super.save(reservation);
                PayingRaceIntegrationTests.this.clock
                    .forward(Duration.between(PayingRaceIntegrationTests.this.clock.instant(), hold.heldUntil()));
                hold(buyer, round, 4);
            }
        };
        new Paying(unlocked, this.ledger, this.changes, this.lifecycle, this.guard, this.payments, this.messages,
                this.clock, this.settings, this.transaction)
            .confirm(buyer, approved);
        assertThat(this.check.peopleOverLimit(round, 4)).isNotEmpty();
    }

    private ReservationView hold(AccountId buyer, RoundId round, int from) {
        List<SeatId> seats = this.playhouse.seats(round).subList(from, from + 4);
        return this.bookings.hold(new HoldSeats(buyer, round, seats));
    }

    private StartPayment approved(AccountId buyer, ReservationView hold) {
        Checkout checkout = this.bookings.order(buyer, hold.id(), PlaceOrder.simple());
        String key = this.toss.pay(checkout.orderId().value(), checkout.amount().won(), TossOutcome.APPROVE);
        return new StartPayment(checkout.orderId(), key, checkout.amount());
    }

}
