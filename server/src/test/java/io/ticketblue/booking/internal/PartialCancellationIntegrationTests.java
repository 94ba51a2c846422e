package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Cancellation;
import io.ticketblue.booking.CancellationQuote;
import io.ticketblue.booking.CancellationTerms;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.FeeChanged;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.LimitExceeded;
import io.ticketblue.booking.NotCancellable;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.SeatCount;
import io.ticketblue.booking.SeatsTaken;
import io.ticketblue.booking.internal.Crowd.Result;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.PaymentRecords;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.AuditFilter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Giving back some of the seats of a paid booking. */
@BookingTest
class PartialCancellationIntegrationTests {

    private static final Money PRICE = new Money(50_000);

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private LedgerCheck check;

    @Autowired
    private LedgerAudit audit;

    @Autowired
    private Bookings bookings;

    @Autowired
    private BoxOffice boxOffice;

    @Autowired
    private Payments payments;

    @Autowired
    private PaymentRecords records;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    private final TossSimulator toss = TestServers.toss();

    private RoundId round;

    private AccountId buyer;

    private ReservationView booked;

    private Checkout order;

    @BeforeEach
    void bookThreeSeats() {
        bookThreeSeats(PRICE.won(), 0);
    }

    private void bookThreeSeats(long price, long bookingFee) {
        this.round = this.playhouse.round(this.playhouse.performance(10, 4, price, bookingFee), 20);
        this.buyer = this.playhouse.buyer();
        ReservationView hold = this.bookings
            .hold(new HoldSeats(this.buyer, this.round, this.playhouse.seats(this.round).subList(0, 3)));
        this.order = this.bookings.order(this.buyer, hold.id(), PlaceOrder.simple());
        String key = this.toss.pay(this.order.orderId().value(), this.order.amount().won(), TossOutcome.APPROVE);
        this.bookings.confirm(this.buyer, new StartPayment(this.order.orderId(), key, this.order.amount()));
        this.booked = this.bookings.reservation(this.buyer, hold.id());
    }

    @AfterEach
    void booksAgree() {
        assertThat(this.check.faults(this.round, 10, 4)).isEmpty();
        assertThat(this.audit.faults(this.round)).isZero();
    }

    @Test
    void givesOneOfThreeSeatsBack() {
        SeatId seat = seat(0);
        CancellationQuote quote = this.bookings.cancellationQuote(this.buyer, this.booked.id(), Set.of(seat));
        assertThat(quote.seats()).containsExactly(seat);
        assertThat(quote.paid()).isEqualTo(PRICE);
        Cancellation done = cancel(seat);
        assertThat(done.refund()).isEqualTo(quote.refund());
        assertThat(done.fee()).isEqualTo(quote.fee());
        assertThat(done.status()).isEqualTo(ReservationStatus.PARTIALLY_CANCELLED);
        ReservationView after = this.bookings.reservation(this.buyer, this.booked.id());
        assertThat(after.status()).isEqualTo(ReservationStatus.PARTIALLY_CANCELLED);
        assertThat(after.liveSeats()).extracting(ReservationView.Seat::id).containsExactly(seat(1), seat(2));
        assertThat(this.toss.refunded(this.order.orderId().value())).isEqualTo(done.refund().won());
        assertThat(this.boxOffice.count(this.round)).isEqualTo(new SeatCount(10, 8, 0, 2));
    }

    @Test
    void givesTheLastSeatBackAfterTheOthers() {
        cancel(seat(0));
        cancel(seat(1));
        Cancellation last = this.bookings.cancel(this.buyer, this.booked.id(), CancelSeats.all("못 가요"));
        assertThat(last.status()).isEqualTo(ReservationStatus.CANCELLED);
        assertThat(last.refund().plus(last.fee())).isEqualTo(PRICE);
        assertThat(this.boxOffice.count(this.round)).isEqualTo(new SeatCount(10, 10, 0, 0));
        assertThatExceptionOfType(NotCancellable.class)
            .isThrownBy(() -> this.bookings.cancel(this.buyer, this.booked.id(), CancelSeats.all("또")));
    }

    @Test
    void sellsAFreedSeatAtOnceToSomebodyElse() {
        cancel(seat(1));
        AccountId next = this.playhouse.buyer();
        assertThat(this.bookings.hold(new HoldSeats(next, this.round, List.of(seat(1)))).status())
            .isEqualTo(ReservationStatus.HELD);
        assertThatExceptionOfType(SeatsTaken.class)
            .isThrownBy(() -> this.bookings.hold(new HoldSeats(next, this.round, List.of(seat(0)))));
    }

    @Test
    void countsOnlyTheSeatsThatAreLeftAgainstTheLimit() {
        List<SeatId> more = this.playhouse.seats(this.round).subList(3, 5);
        assertThatExceptionOfType(LimitExceeded.class)
            .isThrownBy(() -> this.bookings.hold(new HoldSeats(this.buyer, this.round, more)));
        cancel(seat(0));
        assertThat(this.bookings.hold(new HoldSeats(this.buyer, this.round, more)).status())
            .isEqualTo(ReservationStatus.HELD);
    }

    @Test
    void refusesASeatThatWasGivenBackOrIsNotOfTheBooking() {
        cancel(seat(0));
        for (SeatId wrong : List.of(seat(0), this.playhouse.seats(this.round).get(5))) {
            assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> cancel(wrong, seat(1)))
                .satisfies((ex) -> assertThat(ex.fields()).extracting(InvalidRequest.Field::name)
                    .containsExactly("seatIds"));
        }
        assertThat(this.boxOffice.count(this.round)).isEqualTo(new SeatCount(10, 8, 0, 2));
    }

    @Test
    void cancelsNothingIfTheFeeIsNoLongerTheQuotedOne() {
        Money quoted = this.bookings.cancellationQuote(this.buyer, this.booked.id(), Set.of()).fee();
        this.clock.forward(Duration.ofDays(18));
        Money now = this.bookings.cancellationQuote(this.buyer, this.booked.id(), Set.of()).fee();
        assertThat(now).as("nearer to the round it costs more").isGreaterThan(quoted);
        assertThatExceptionOfType(FeeChanged.class)
            .isThrownBy(
                    () -> this.bookings.cancel(this.buyer, this.booked.id(), new CancelSeats(Set.of(), "변경", quoted)))
            .satisfies((ex) -> assertThat(ex.properties()).containsEntry("fee", now));
        assertThat(this.toss.refunded(this.order.orderId().value())).isZero();
        Cancellation done = this.bookings.cancel(this.buyer, this.booked.id(), new CancelSeats(Set.of(), "변경", now));
        assertThat(done.fee()).isEqualTo(now);
        assertThat(this.toss.refunded(this.order.orderId().value())).isEqualTo(PRICE.times(3).minus(now).won());
    }

    @Test
    void keepsThirtyPercentAndTheBookingFeeTwoDaysBefore() {
        bookThreeSeats(33_333, 1_000);
        assertThat(this.order.amount()).isEqualTo(new Money(3 * 34_333));
        this.clock.forward(Duration.ofDays(18));
        Money quoted = this.bookings.cancellationQuote(this.buyer, this.booked.id(), Set.of(seat(0))).fee();
        Cancellation one = this.bookings.cancel(this.buyer, this.booked.id(),
                new CancelSeats(Set.of(seat(0)), "못 가요", quoted));
        assertThat(one.fee()).isEqualTo(new Money(33_333 * 30 / 100 + 1_000));
        assertThat(one.refund()).isEqualTo(new Money(34_333).minus(one.fee()));
        Cancellation rest = this.bookings.cancel(this.buyer, this.booked.id(), CancelSeats.all("못 가요"));
        assertThat(rest.fee()).isEqualTo(one.fee().times(2));
        assertThat(kept()).isEqualTo(one.fee().times(3).won());
        // The provider wants a second between two refunds of a payment.
        await().untilAsserted(() -> {
            this.clock.forward(Duration.ofMinutes(1));
            this.payments.reconcile();
            assertThat(this.toss.refunded(this.order.orderId().value()))
                .isEqualTo(this.order.amount().minus(one.fee().times(3)).won());
        });
    }

    private long kept() {
        return this.jdbc
            .sql("SELECT SUM(cancellation_fee + booking_fee_kept) FROM reservation_seat WHERE reservation_id = ?")
            .param(this.booked.id().value())
            .query(Long.class)
            .single();
    }

    @Test
    void keepsNoMoreForTheSeatsThanIsLeftAfterARefundByHand() {
        this.clock.forward(Duration.ofDays(18));
        PaymentView payment = this.payments.payment(this.order.orderId());
        this.records.refund(payment.id(), new Money(140_000), "사과의 뜻으로", new Money(150_000));
        Cancellation done = this.bookings.cancel(this.buyer, this.booked.id(), CancelSeats.all("못 가요"));
        assertThat(done.fee()).isEqualTo(new Money(10_000));
        assertThat(done.refund()).isEqualTo(Money.ZERO);
        assertThat(kept()).isEqualTo(10_000);
    }

    @Test
    void takesNoFeeWhenTheHouseCancels() {
        this.clock.forward(Duration.ofDays(19));
        Cancellation done = this.boxOffice.cancel(this.booked.id(),
                new CancelSeats(Set.of(seat(2)), "좌석이 고장 났습니다", null), CancellationTerms.FULL_REFUND);
        assertThat(done.fee()).isEqualTo(Money.ZERO);
        assertThat(done.refund()).isEqualTo(PRICE);
    }

    @Test
    void keepsTrackOfWhatTheHouseCancels() {
        this.boxOffice.cancel(this.booked.id(), new CancelSeats(Set.of(seat(2)), "좌석이 고장 났습니다", null),
                CancellationTerms.FULL_REFUND);
        assertThat(this.trail
            .entries(new AuditFilter(null, "reservation.cancelled", "reservation " + this.booked.code(), null, null),
                    new Paging(0, 10))
            .items()).singleElement()
            .satisfies(
                    (entry) -> assertThat(entry.changes()).anyMatch((change) -> "좌석이 고장 났습니다".equals(change.after())));
    }

    @Test
    void givesBackNoMoreThanIsLeftAfterARefundByHand() {
        PaymentView payment = this.payments.payment(this.order.orderId());
        this.records.refund(payment.id(), new Money(120_000), "사과의 뜻으로", new Money(150_000));
        assertThat(this.bookings.cancellationQuote(this.buyer, this.booked.id(), Set.of()).refund())
            .isEqualTo(new Money(30_000));
        assertThat(this.bookings.cancel(this.buyer, this.booked.id(), CancelSeats.all("못 가요")).refund())
            .isEqualTo(new Money(30_000));
        assertThat(this.payments.refundable(this.booked.id().value())).isEqualTo(Money.ZERO);
    }

    @Test
    void givesEachSeatBackOnceHoweverManyAsk() throws InterruptedException {
        List<Callable<Cancellation>> clicks = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            SeatId seat = seat(i % 3);
            clicks.add(() -> cancel(seat));
        }
        List<Result<Cancellation>> results = Crowd.rush(clicks);
        List<Cancellation> done = results.stream().filter(Result::succeeded).map(Result::value).toList();
        assertThat(done).hasSize(3);
        long owed = done.stream().mapToLong((cancellation) -> cancellation.refund().won()).sum();
        // The provider wants a second between two refunds of a payment.
        await().untilAsserted(() -> {
            this.clock.forward(Duration.ofMinutes(1));
            this.payments.reconcile();
            assertThat(this.toss.refunded(this.order.orderId().value())).isEqualTo(owed);
        });
        assertThat(this.bookings.reservation(this.buyer, this.booked.id()).status())
            .isEqualTo(ReservationStatus.CANCELLED);
    }

    private SeatId seat(int number) {
        return this.booked.seats().get(number).id();
    }

    private Cancellation cancel(SeatId... seats) {
        return this.bookings.cancel(this.buyer, this.booked.id(), new CancelSeats(Set.of(seats), "일정이 바뀌었어요", null));
    }

}
