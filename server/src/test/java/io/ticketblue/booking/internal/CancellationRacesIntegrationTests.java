package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
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
import io.ticketblue.booking.internal.CancellationFees.SeatFee;
import io.ticketblue.booking.internal.Crowd.Result;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Several give the same seats back at the same time. Each seat is given back by one of
 * them, and its money goes back once. Each race has a control that reads first and writes
 * afterwards, for which the same does not hold.
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
    private SeatLedger ledger;

    @Autowired
    private MoneyAudit audit;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private MovableClock clock;

    private final TossSimulator toss = TestServers.toss();

    private final CyclicBarrier bothHaveRead = new CyclicBarrier(2);

    private final List<Integer> givenBack = new ArrayList<>();

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
        rush(List.of(unguarded(0, 2), unguarded(0, 2)));
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
    void aPartAndAllAreGivenBackTwiceWithoutTheLock() throws InterruptedException {
        rush(List.of(unguarded(0, 1), unguarded(0, 3)));
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

    @Test
    void twoGiveAllSeatsBackWithoutTheLock() throws InterruptedException {
        rush(List.of(unguarded(0, 3), unguarded(0, 3)));
        assertThat(faults()).isNotEmpty();
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

    /** The control: what it read before is true, whatever happened since. */
    private Callable<Integer> unguarded(int from, int to) {
        return () -> {
            Reservation seen = this.reservations.find(this.booked.id()).orElseThrow();
            this.bothHaveRead.await();
            writeUnguarded(seen, from, to);
            return to - from;
        };
    }

    private synchronized void writeUnguarded(Reservation seen, int from, int to) {
        this.transaction.executeWithoutResult((status) -> {
            Money left = this.payments.refundable(seen.id().value());
            Money paid = new Money((to - from) * 50_000L).min(left);
            if (!paid.isZero()) {
                this.payments.requestRefund(this.payments.paymentFor(seen.id().value()).orElseThrow().orderId(), paid,
                        "일정이 바뀌었어요");
            }
            Map<SeatId, SeatFee> seats = seats(from, to).stream()
                .collect(Collectors.toMap((seat) -> seat,
                        (seat) -> new SeatFee(seat, new Money(50_000), Money.ZERO, Money.ZERO, Money.ZERO)));
            seen.cancel(seats, this.booked.createdAt());
            this.reservations.saveCancelled(seen);
            this.ledger.free(seen, seats.keySet());
        });
    }

}
