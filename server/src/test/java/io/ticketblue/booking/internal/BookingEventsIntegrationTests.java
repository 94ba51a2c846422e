package io.ticketblue.booking.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.ticketblue.TestServers;
import io.ticketblue.Together;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.CancellationTerms;
import io.ticketblue.booking.CancelledBy;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.DepositAwaited;
import io.ticketblue.booking.ExpiryReason;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationCancelled;
import io.ticketblue.booking.ReservationConfirmed;
import io.ticketblue.booking.ReservationExpired;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.booking.SeatsReleased;
import io.ticketblue.catalog.RoundCancelled;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.coupon.CouponAdmin;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.Coupons;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.SaveCoupon;
import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.PaymentDeclined;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Every change of a reservation is told once, and nothing that did not happen. */
@BookingTest
class BookingEventsIntegrationTests {

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Purchases purchases;

    @Autowired
    private Bookings bookings;

    @Autowired
    private BoxOffice boxOffice;

    @Autowired
    private RoundCancellations roundCancellations;

    @Autowired
    private RoundRefunds refunds;

    @Autowired
    private Payments payments;

    @Autowired
    private Coupons coupons;

    @Autowired
    private CouponAdmin couponAdmin;

    @Autowired
    private Expiry expiry;

    @Autowired
    private CommittedEvents events;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private MovableClock clock;

    private final TossSimulator toss = TestServers.toss();

    private RoundId round;

    @BeforeEach
    void openRound() {
        this.clock.toPresent();
        this.round = this.playhouse.round(this.playhouse.performance(10, 4, 50_000), 20);
    }

    @AfterEach
    void finishCancelledRounds() {
        this.clock.forward(Duration.ofMinutes(8));
        this.refunds.run();
    }

    @Test
    void tellsOnceOfABookingByCardAndOfEachCancellation() {
        ReservationView hold = hold();
        StartPayment start = this.purchases.approved(hold);
        this.bookings.confirm(hold.buyer(), start);
        this.bookings.confirm(hold.buyer(), start);
        assertThat(told(hold)).singleElement()
            .isInstanceOfSatisfying(ReservationConfirmed.class,
                    (event) -> assertThat(event.amount()).isEqualTo(new Money(100_000)));
        this.bookings.cancel(hold.buyer(), hold.id(),
                new CancelSeats(Set.of(hold.seats().getFirst().id()), "못 가요", null));
        this.boxOffice.cancel(hold.id(), CancelSeats.all("객석 고장"), CancellationTerms.FULL_REFUND);
        List<ReservationCancelled> cancelled = told(hold, ReservationCancelled.class);
        assertThat(cancelled).extracting(ReservationCancelled::by)
            .containsExactly(CancelledBy.BUYER, CancelledBy.STAFF);
        assertThat(cancelled).extracting(ReservationCancelled::status)
            .containsExactly(ReservationStatus.PARTIALLY_CANCELLED, ReservationStatus.CANCELLED);
        assertThat(cancelled).extracting(ReservationCancelled::seats).allMatch((seats) -> seats.size() == 1);
        assertThat(released()).hasSize(2);
        assertThat(told(hold)).hasSize(3);
    }

    @Test
    void tellsOnceOfABookingThatCostsNothing() {
        this.round = this.playhouse.round(this.playhouse.performance(10, 4, 0), 20);
        ReservationView hold = hold();
        this.bookings.order(hold.buyer(), hold.id(), PlaceOrder.simple());
        this.bookings.order(hold.buyer(), hold.id(), PlaceOrder.simple());
        assertThat(told(hold)).singleElement().isInstanceOf(ReservationConfirmed.class);
    }

    @Test
    void tellsOnceOfABookingThatACouponMakesFree() {
        Instant now = this.clock.instant();
        CouponId coupon = this.couponAdmin.create(new SaveCoupon("시험 쿠폰", DiscountType.AMOUNT, 100_000L, 100,
                now.minusSeconds(60), now.plus(Duration.ofDays(10)), 10, null, null, null, null, null, false));
        ReservationView hold = hold();
        PlaceOrder order = new PlaceOrder(this.coupons.issue(hold.buyer(), coupon).id(), null, null);
        assertThat(this.bookings.order(hold.buyer(), hold.id(), order).amount()).isEqualTo(Money.ZERO);
        this.bookings.order(hold.buyer(), hold.id(), order);
        Together.run(3, () -> {
            this.bookings.order(hold.buyer(), hold.id(), order);
            return null;
        });
        assertThat(told(hold)).singleElement()
            .isInstanceOfSatisfying(ReservationConfirmed.class,
                    (event) -> assertThat(event.amount()).isEqualTo(Money.ZERO));
        assertThat(this.bookings.reservation(hold.buyer(), hold.id()).status()).isEqualTo(ReservationStatus.CONFIRMED);
    }

    @Test
    void tellsOnceOfADepositAndOfItsArrival() {
        ReservationView hold = hold();
        StartPayment start = this.purchases.transferred(hold);
        this.bookings.confirm(hold.buyer(), start);
        assertThat(told(hold)).singleElement().isInstanceOf(DepositAwaited.class);
        this.toss.deposit(start.orderId().value(), 100_000);
        settle();
        assertThat(told(hold)).hasSize(2).last().isInstanceOf(ReservationConfirmed.class);
    }

    @Test
    void tellsWhyADepositWasNoLongerAwaited() {
        ReservationView hold = hold();
        this.bookings.confirm(hold.buyer(), this.purchases.transferred(hold));
        this.bookings.release(hold.buyer(), hold.id());
        assertThat(told(hold, ReservationExpired.class)).singleElement()
            .satisfies((event) -> assertThat(event.reason()).isEqualTo(ExpiryReason.DEPOSIT_MISSED));
        assertThat(released()).hasSize(1);
    }

    @Test
    void tellsOnceOfAHoldThatEnds() {
        ReservationView given = hold();
        this.bookings.release(given.buyer(), given.id());
        assertThat(told(given, ReservationExpired.class)).singleElement()
            .satisfies((event) -> assertThat(event.reason()).isEqualTo(ExpiryReason.RELEASED));
        ReservationView lapsed = hold();
        this.clock.forward(Duration.ofMinutes(8));
        this.expiry.run();
        this.expiry.run();
        assertThat(told(lapsed)).singleElement()
            .isInstanceOfSatisfying(ReservationExpired.class,
                    (event) -> assertThat(event.reason()).isEqualTo(ExpiryReason.TIME_OVER));
        assertThat(released()).hasSize(2);
    }

    @Test
    void namesNoSeatsAsFreeThatSomebodyElseHasTakenMeanwhile() {
        ReservationView lapsed = hold();
        this.clock.forward(Duration.ofMinutes(8));
        AccountId next = this.playhouse.buyer();
        this.bookings.hold(new HoldSeats(next, this.round, List.of(lapsed.seats().getFirst().id())));
        this.expiry.run();
        assertThat(released()).singleElement()
            .satisfies((event) -> assertThat(event.seats()).containsExactly(lapsed.seats().getLast().id()));
    }

    @Test
    void tellsNothingOfAPaymentThatFailsWhileTheHoldGoesOn() {
        ReservationView hold = hold();
        Checkout order = this.purchases.order(hold);
        String key = this.toss.pay(order.orderId().value(), order.amount().won(), TossOutcome.DECLINE);
        assertThatExceptionOfType(PaymentDeclined.class).isThrownBy(
                () -> this.bookings.confirm(hold.buyer(), new StartPayment(order.orderId(), key, order.amount())));
        assertThat(told(hold)).isEmpty();
    }

    @Test
    void tellsOnceOfEachBookingOfACancelledRound() {
        ReservationView booked = hold();
        this.bookings.confirm(booked.buyer(), this.purchases.approved(booked));
        this.roundCancellations.cancel(this.round, "출연자 사정", 10);
        this.refunds.giveBack(this.round);
        this.refunds.giveBack(this.round);
        assertThat(told(booked, ReservationCancelled.class)).singleElement().satisfies((event) -> {
            assertThat(event.by()).isEqualTo(CancelledBy.ORGANISER);
            assertThat(event.refund()).isEqualTo(new Money(100_000));
        });
    }

    @Test
    void confirmsNothingForMoneyThatGoesStraightBack() {
        ReservationView hold = hold();
        StartPayment start = this.purchases.approved(hold);
        this.toss.faults().next(TossOperation.CONFIRM, TossFault.closeAfter());
        assertThatExceptionOfType(ProviderUnavailable.class)
            .isThrownBy(() -> this.bookings.confirm(hold.buyer(), start));
        this.roundCancellations.cancel(this.round, "출연자 사정", 10);
        settle();
        assertThat(told(hold)).singleElement()
            .isInstanceOfSatisfying(ReservationExpired.class,
                    (event) -> assertThat(event.reason()).isEqualTo(ExpiryReason.ROUND_CANCELLED));
        assertThatExceptionOfType(RoundCancelled.class).isThrownBy(() -> this.bookings.confirm(hold.buyer(), start));
        assertThat(this.toss.refunded(start.orderId().value())).isEqualTo(100_000);
    }

    /** Nobody listens after the commit yet, so claims and expiry pay for no rows. */
    @Test
    void storesNoEventThatNobodyHears() {
        ReservationView hold = hold();
        this.bookings.confirm(hold.buyer(), this.purchases.approved(hold));
        assertThat(
                this.sql.sql("SELECT COUNT(*) FROM EVENT_PUBLICATION WHERE EVENT_TYPE LIKE 'io.ticketblue.booking.%'")
                    .query(Long.class)
                    .single())
            .isZero();
    }

    private List<Object> told(ReservationView reservation) {
        return this.events.of(reservation.id());
    }

    private <T> List<T> told(ReservationView reservation, Class<T> type) {
        return told(reservation).stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<SeatsReleased> released() {
        return this.events.released(this.round);
    }

    private ReservationView hold() {
        return this.purchases.hold(this.round, 0, 2);
    }

    private void settle() {
        for (int i = 0; i < 4; i++) {
            this.clock.forward(Duration.ofMinutes(11));
            this.payments.reconcile();
        }
    }

}
