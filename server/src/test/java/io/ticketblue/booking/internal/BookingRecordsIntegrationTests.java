package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.BookingRecords;
import io.ticketblue.booking.BookingSummary;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Cancellation;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.catalog.CancellationPolicies;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceNotFound;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What mails, tickets, reviews and exports are told of bookings. */
@BookingTest
class BookingRecordsIntegrationTests {

    private static final long PRICE = 50_000;

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Bookings bookings;

    @Autowired
    private BookingRecords records;

    @Autowired
    private RoundCancellations roundCancellations;

    @Autowired
    private RoundRefunds refunds;

    @Autowired
    private Catalog catalog;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private MovableClock clock;

    private PerformanceId performance;

    private RoundId round;

    @BeforeEach
    void openRound() {
        this.clock.toPresent();
        this.performance = this.playhouse.performance(10, 4, PRICE, 1_000);
        this.playhouse.policy(this.performance, PRICE, CancellationPolicies.CONSUMER_GUIDELINE);
        this.round = this.playhouse.round(this.performance, 2);
    }

    @AfterEach
    void backToThePresent() {
        this.clock.toPresent();
    }

    @Test
    void summarisesABookingFromTheHoldToItsCancellation() {
        ReservationView hold = hold(this.playhouse.buyer());
        BookingSummary held = summary(hold);
        assertThat(held.reservation().status()).isEqualTo(ReservationStatus.HELD);
        assertThat(held.reservation().code()).isEqualTo(hold.code());
        PerformanceView shown = this.catalog.performance(this.performance);
        assertThat(held.title()).isEqualTo(shown.title());
        assertThat(held.venue()).isEqualTo(shown.venue());
        assertThat(held.startsAt()).isEqualTo(this.catalog.round(this.round).startsAt());
        assertThat(held.endsAt()).isEqualTo(held.startsAt().plus(Duration.ofMinutes(90)));
        assertThat(held.language()).isEqualTo(Locale.KOREAN);
        assertThat(held.reservation().seats()).hasSize(2).allSatisfy((seat) -> {
            assertThat(seat.label()).isNotBlank();
            assertThat(seat.grade()).isEqualTo("R");
            assertThat(seat.price()).isEqualTo(new Money(PRICE));
        });
        pay(hold);
        Cancellation one = this.bookings.cancel(hold.buyer(), hold.id(),
                new CancelSeats(Set.of(hold.seats().getFirst().id()), "못 가요", null));
        assertThat(one.fee().won()).isPositive();
        BookingSummary left = summary(hold);
        assertThat(left.reservation().status()).isEqualTo(ReservationStatus.PARTIALLY_CANCELLED);
        assertThat(left.reservation().toPay()).isEqualTo(new Money(102_000));
        assertThat(left.reservation().liveSeats()).hasSize(1);
        assertThat(left.fee()).isEqualTo(one.fee());
        assertThat(left.refund()).isEqualTo(one.refund());
        this.roundCancellations.cancel(this.round, "출연자 사정", 0);
        this.refunds.giveBack(this.round);
        BookingSummary gone = summary(hold);
        assertThat(gone.roundCancelled()).isTrue();
        assertThat(gone.refund()).isEqualTo(new Money(102_000).minus(one.fee()));
    }

    @Test
    void summarisesInsideAListenersTransactionAndNothingThatIsNotThere() {
        ReservationView hold = hold(this.playhouse.buyer());
        this.transaction
            .executeWithoutResult((status) -> assertThat(this.records.summary(hold.id())).hasValue(summary(hold)));
        assertThat(this.records.summary(new ReservationId(Long.MAX_VALUE))).isEmpty();
    }

    @Test
    void knowsWhoAttended() {
        ReservationView whole = hold(this.playhouse.buyer());
        pay(whole);
        ReservationView part = hold(this.playhouse.buyer(), 2);
        pay(part);
        this.bookings.cancel(part.buyer(), part.id(),
                new CancelSeats(Set.of(part.seats().getFirst().id()), "못 가요", null));
        ReservationView none = hold(this.playhouse.buyer(), 4);
        pay(none);
        this.bookings.cancel(none.buyer(), none.id(), CancelSeats.all("못 가요"));
        ReservationView unpaid = hold(this.playhouse.buyer(), 6);
        this.clock.forward(Duration.ofDays(2).plusMinutes(89));
        assertThat(attended(whole)).as("before the end").isFalse();
        this.clock.forward(Duration.ofMinutes(2));
        assertThat(attended(whole)).isTrue();
        assertThat(attended(part)).isTrue();
        assertThat(attended(none)).isFalse();
        assertThat(attended(unpaid)).isFalse();
        PerformanceId other = this.playhouse.performance(10, 4, 0);
        assertThat(this.bookings.attended(whole.buyer(), other)).isFalse();
        assertThatExceptionOfType(PerformanceNotFound.class)
            .isThrownBy(() -> this.bookings.attended(whole.buyer(), new PerformanceId(999_999_999)));
    }

    @Test
    void nobodyAttendsARoundThatWasCancelled() {
        ReservationView booked = hold(this.playhouse.buyer());
        pay(booked);
        this.roundCancellations.cancel(this.round, "출연자 사정", 0);
        this.clock.forward(Duration.ofDays(3));
        assertThat(attended(booked)).isFalse();
        this.refunds.giveBack(this.round);
    }

    @Test
    void readsAllReservationsInPortionsEachOnce() {
        ReservationView first = hold(this.playhouse.buyer());
        List<ReservationId> made = new ArrayList<>(List.of(first.id()));
        for (int seat = 2; seat < 10; seat += 2) {
            made.add(hold(this.playhouse.buyer(), seat).id());
        }
        List<ReservationId> read = new ArrayList<>();
        ReservationId after = new ReservationId(first.id().value() - 1);
        List<ReservationView> next = this.records.reservationsAfter(after, 2);
        while (!next.isEmpty()) {
            assertThat(next).hasSizeLessThanOrEqualTo(2);
            next.forEach((reservation) -> read.add(reservation.id()));
            next = this.records.reservationsAfter(next.getLast().id(), 2);
        }
        assertThat(read).containsSubsequence(made).doesNotHaveDuplicates();
        assertThat(this.records.reservationsAfter(null, 1)).hasSize(1);
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> this.records.reservationsAfter(null, 101));
    }

    private BookingSummary summary(ReservationView reservation) {
        return this.records.summary(reservation.id()).orElseThrow();
    }

    private boolean attended(ReservationView reservation) {
        return this.bookings.attended(reservation.buyer(), this.performance);
    }

    private ReservationView hold(AccountId buyer) {
        return hold(buyer, 0);
    }

    private ReservationView hold(AccountId buyer, int seat) {
        return this.bookings
            .hold(new HoldSeats(buyer, this.round, this.playhouse.seats(this.round).subList(seat, seat + 2)));
    }

    private void pay(ReservationView hold) {
        Checkout order = this.bookings.order(hold.buyer(), hold.id(), PlaceOrder.simple());
        String key = TestServers.toss().pay(order.orderId().value(), order.amount().won(), TossOutcome.APPROVE);
        this.bookings.confirm(hold.buyer(), new StartPayment(order.orderId(), key, order.amount()));
    }

}
