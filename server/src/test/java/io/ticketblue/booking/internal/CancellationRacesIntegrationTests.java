package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Cancellation;
import io.ticketblue.booking.CancellationTerms;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.NotCancellable;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.booking.internal.Crowd.Result;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.database.RetriedTransaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Several give the same seats back at the same time. Each seat is given back by one of
 * them, and its money goes back once. Each race has a control, the same code without the
 * locks on payment and reservation, for which that does not hold.
 */
@BookingTest
class CancellationRacesIntegrationTests {

    private static final int RACES = 8;

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Bookings bookings;

    @Autowired
    private BoxOffice boxOffice;

    @Autowired
    private RoundCancellations roundCancellations;

    @Autowired
    private RoundRefunds roundRefunds;

    @Autowired
    private Payments payments;

    @Autowired
    private ReservationRepository reservations;

    @Autowired
    private ReservationLifecycle lifecycle;

    @Autowired
    private RoundBook rounds;

    @Autowired
    private RoundCancellationRepository cancelledRounds;

    @Autowired
    private SaleGuard guard;

    @Autowired
    private NamedCancellations named;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private RetriedTransaction transaction;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private MoneyAudit audit;

    @Autowired
    private MovableClock clock;

    private final TossSimulator toss = TestServers.toss();

    private final List<Integer> givenBack = new ArrayList<>();

    private Cancellations unguarded;

    private RoundId round;

    private ReservationView booked;

    @Test
    void theSameSeatsAreGivenBackOnce() throws InterruptedException {
        for (int race = 0; race < RACES; race++) {
            book();
            rush(List.of(byBuyer(0, 2), byBuyer(0, 2), byBuyer(0, 2)));
            assertThat(faults()).isEmpty();
        }
    }

    @Test
    void theSameSeatsAreGivenBackTwiceWithoutTheLock() throws InterruptedException {
        rush(List.of(unguardedByBuyer(0, 1), unguardedByBuyer(0, 1)));
        assertThat(faults()).isNotEmpty();
    }

    @Test
    void aPartAndAllAreGivenBackOnce() throws InterruptedException {
        for (int race = 0; race < RACES; race++) {
            book();
            rush(List.of(byBuyer(0, 1), byBuyer(0, 3), byBuyer(1, 2)));
            assertThat(faults()).isEmpty();
        }
    }

    @Test
    void aPartIsGivenBackTwiceWithoutTheLock() throws InterruptedException {
        rush(List.of(unguardedByBuyer(0, 1), unguardedByBuyer(0, 2)));
        assertThat(faults()).isNotEmpty();
    }

    @Test
    void theBuyerAndTheHouseGiveSeatsBackOnce() throws InterruptedException {
        for (int race = 0; race < RACES; race++) {
            book();
            rush(List.of(byBuyer(0, 3), byHouse(0, 3), byHouse(1, 3)));
            assertThat(faults()).isEmpty();
        }
    }

    @Test
    void theBuyerAndTheHouseGiveASeatBackTwiceWithoutTheLock() throws InterruptedException {
        rush(List.of(unguardedByBuyer(0, 1), unguardedByHouse(0, 1)));
        assertThat(faults()).isNotEmpty();
    }

    @Test
    void theBuyerAndTheOrganiserGiveSeatsBackOnce() throws InterruptedException {
        for (int race = 0; race < RACES; race++) {
            book();
            RoundId cancelled = this.round;
            Callable<Integer> organiser = () -> {
                this.roundCancellations.cancel(cancelled, "출연자 사정", 10);
                this.roundRefunds.giveBack(cancelled);
                return this.roundCancellations.progress(cancelled).orElseThrow().done() * 3;
            };
            rush(List.of(byBuyer(0, 3), organiser));
            assertThat(faults()).isEmpty();
        }
    }

    /** As after a crash between the commit and the answer. */
    @Test
    void theSameWishOnceMoreHearsWhatCameOfIt() {
        CancelSeats wish = wish(0, 1);
        Cancellation first = cancel(wish, "wish-1");
        assertThat(cancel(wish, "wish-1")).isEqualTo(first);
        assertThat(first.refund()).isEqualTo(new Money(50_000));
        assertThat(this.payments.refundable(this.booked.id().value())).isEqualTo(new Money(100_000));
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> cancel(wish, "wish-2"));
        this.clock.forward(Duration.ofHours(24));
        assertThatExceptionOfType(InvalidRequest.class).as("a name lasts for a day")
            .isThrownBy(() -> cancel(wish, "wish-1"));
    }

    private Cancellation cancel(CancelSeats wish, String name) {
        return this.bookings.cancel(this.booked.buyer(), this.booked.id(), wish, name);
    }

    private void rush(List<Callable<Integer>> ways) throws InterruptedException {
        this.givenBack.clear();
        for (Result<Integer> result : Crowd.rush(ways)) {
            if (result.value() != null) {
                this.givenBack.add(result.value());
            }
            else {
                assertThat(result.failure()).isInstanceOfAny(NotCancellable.class, InvalidRequest.class);
            }
        }
    }

    /** What is wrong: with what people were told, and with the books. */
    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        Reservation reservation = this.reservations.find(this.booked.id()).orElseThrow();
        int gone = 3 - reservation.liveSeats().size();
        int told = this.givenBack.stream().mapToInt(Integer::intValue).sum();
        if (told != gone) {
            faults.add(gone + " seats were given back, and people were told of " + told);
        }
        this.audit.faults(this.round).forEach((fault) -> faults.add(fault.toString()));
        return faults;
    }

    @BeforeEach
    void takeTheLocksOut() {
        this.unguarded = new Cancellations(new UnguardedCancellations.Reservations(this.sql, this.jdbc), this.lifecycle,
                this.rounds, this.cancelledRounds, this.guard, this.named,
                UnguardedCancellations.payments(this.payments), this.trail, this.clock, this.transaction);
    }

    @BeforeEach
    void book() {
        this.round = this.playhouse.round(this.playhouse.performance(6, 4, 50_000), 20);
        AccountId buyer = this.playhouse.buyer();
        ReservationView hold = this.bookings
            .hold(new HoldSeats(buyer, this.round, this.playhouse.seats(this.round).subList(0, 3)));
        Checkout order = this.bookings.order(buyer, hold.id(), PlaceOrder.simple());
        String key = this.toss.pay(order.orderId().value(), order.amount().won(), TossOutcome.APPROVE);
        this.bookings.confirm(buyer, new StartPayment(order.orderId(), key, order.amount()));
        this.booked = this.bookings.reservation(buyer, hold.id());
    }

    private Callable<Integer> byBuyer(int from, int to) {
        return () -> {
            this.bookings.cancel(this.booked.buyer(), this.booked.id(), wish(from, to));
            return to - from;
        };
    }

    private Callable<Integer> byHouse(int from, int to) {
        return () -> {
            this.boxOffice.cancel(this.booked.id(), wish(from, to), CancellationTerms.FULL_REFUND);
            return to - from;
        };
    }

    private CancelSeats wish(int from, int to) {
        return new CancelSeats(seats(from, to), "일정이 바뀌었어요", null);
    }

    private Set<SeatId> seats(int from, int to) {
        return this.booked.seats().subList(from, to).stream().map(ReservationView.Seat::id).collect(Collectors.toSet());
    }

    private Callable<Integer> unguardedByBuyer(int from, int to) {
        return () -> {
            this.unguarded.byBuyer(this.booked.buyer(), this.booked.id(), wish(from, to), null);
            return to - from;
        };
    }

    private Callable<Integer> unguardedByHouse(int from, int to) {
        return () -> {
            this.unguarded.byHouse(this.booked.id(), wish(from, to), CancellationTerms.FULL_REFUND, null);
            return to - from;
        };
    }

}
