package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.ticketblue.TestServers;
import io.ticketblue.Together;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.CancellationTerms;
import io.ticketblue.booking.NoRoundToCancel;
import io.ticketblue.booking.NotCancellable;
import io.ticketblue.booking.NotOnSale;
import io.ticketblue.booking.RefundedByOrganiser;
import io.ticketblue.booking.RefundStanding;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundCancellation;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.booking.SeatCount;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundCancelled;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** The organiser cancels: everybody gets everything back, once. */
@BookingTest
class RoundCancellationIntegrationTests {

    private static final long PRICE = 50_000;

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
    private RoundReservations reservations;

    @Autowired
    private Cancellations cancellations;

    @Autowired
    private Checkouts checkouts;

    @Autowired
    private Payments payments;

    @Autowired
    private Catalog catalog;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    private final TossSimulator toss = TestServers.toss();

    private final List<Booked> booked = new ArrayList<>();

    private PerformanceId performance;

    private RoundId round;

    @BeforeEach
    void bookFourTimes() {
        this.performance = this.playhouse.performance(20, 4, PRICE);
        this.round = this.playhouse.round(this.performance, 20);
        for (int number = 0; number < 4; number++) {
            ReservationView hold = this.purchases.hold(this.round, 3 * number, 3 * number + 3);
            StartPayment payment = this.purchases.approved(hold);
            this.bookings.confirm(hold.buyer(), payment);
            this.booked.add(new Booked(hold, payment));
        }
    }

    @Test
    void givesEverythingBackWithSomethingOnTopAndReleasesHolds() {
        Booked first = this.booked.getFirst();
        this.bookings.cancel(first.hold().buyer(), first.hold().id(),
                new CancelSeats(Set.of(first.hold().seats().getFirst().id()), "한 명이 못 가요", null));
        ReservationView held = this.purchases.hold(this.round, 15, 17);
        RoundCancellation started = this.roundCancellations.cancel(this.round, "출연자 사정", 10);
        assertThat(started.bookings()).isEqualTo(5);
        assertThat(started.done()).isZero();
        assertThat(this.catalog.round(this.round).cancelled()).isTrue();
        assertThatExceptionOfType(NotOnSale.class).isThrownBy(() -> this.purchases.hold(this.round, 18, 19));
        this.refunds.giveBack(this.round);
        assertThat(this.bookings.reservation(held.buyer(), held.id()).status()).isEqualTo(ReservationStatus.EXPIRED);
        this.clock.forward(Duration.ofSeconds(31));
        this.refunds.giveBack(this.round);
        RoundCancellation done = this.roundCancellations.progress(this.round).orElseThrow();
        assertThat(done.finishedAt()).isNotNull();
        assertThat(done.bookings()).isEqualTo(4);
        assertThat(done.refund()).isEqualTo(new Money(11 * PRICE));
        assertThat(done.compensation()).isEqualTo(new Money(11 * PRICE / 10));
        assertRefundedOnce();
        assertThat(this.boxOffice.count(this.round)).isEqualTo(new SeatCount(20, 20, 0, 0));
        assertThatExceptionOfType(RoundCancelled.class)
            .isThrownBy(() -> this.roundCancellations.cancel(this.round, "출연자 사정", 10));
    }

    @Test
    void keepsBuyersFromPayingAFeeForWhatTheOrganiserGivesBack() {
        Booked first = this.booked.getFirst();
        this.clock.forward(Duration.ofDays(18));
        this.roundCancellations.cancel(this.round, "출연자 사정", 10);
        assertThatExceptionOfType(NotCancellable.class)
            .isThrownBy(() -> this.bookings.cancellationQuote(first.hold().buyer(), first.hold().id(), Set.of()));
        assertThatExceptionOfType(NotCancellable.class)
            .isThrownBy(() -> this.bookings.cancel(first.hold().buyer(), first.hold().id(), CancelSeats.all("못 가요")));
        this.refunds.giveBack(this.round);
        assertRefundedOnce();
        assertThat(compensations()).isEqualTo(4);
    }

    @Test
    void keepsStaffFromLosingTheBuyerTheCompensation() {
        Booked first = this.booked.getFirst();
        this.roundCancellations.cancel(this.round, "출연자 사정", 10);
        for (CancellationTerms terms : CancellationTerms.values()) {
            assertThatExceptionOfType(RefundedByOrganiser.class)
                .isThrownBy(() -> this.boxOffice.cancellationQuote(first.hold().id(), Set.of(), terms));
            assertThatExceptionOfType(RefundedByOrganiser.class)
                .isThrownBy(() -> this.boxOffice.cancel(first.hold().id(), CancelSeats.all("전화로 요청"), terms));
        }
        this.refunds.giveBack(this.round);
        assertRefundedOnce();
        assertThat(compensations()).isEqualTo(4);
    }

    @Test
    void goesOnAfterADeathInTheMiddle() {
        this.roundCancellations.cancel(this.round, "출연자 사정", 10);
        RoundRefunds dying = node(new Dying(this.jdbc, 3));
        assertThatExceptionOfType(Death.class).isThrownBy(() -> dying.giveBack(this.round));
        assertThat(this.roundCancellations.progress(this.round).orElseThrow().done()).isEqualTo(2);
        this.refunds.giveBack(this.round);
        assertRefundedOnce();
        assertThat(compensations()).isEqualTo(4);
    }

    @Test
    void refundsOnceThoughTwoNodesWorkAtOnce() {
        this.roundCancellations.cancel(this.round, "출연자 사정", 10);
        List<RoundRefunds> nodes = List.of(node(new RoundCancellationRepository(this.jdbc)),
                node(new RoundCancellationRepository(this.jdbc)));
        AtomicInteger next = new AtomicInteger();
        Together.run(2, () -> {
            nodes.get(next.getAndIncrement()).giveBack(this.round);
            return null;
        });
        this.refunds.giveBack(this.round);
        assertRefundedOnce();
        assertThat(compensations()).isEqualTo(4);
    }

    @Test
    void leavesARoundToTheNodeThatHasIt() {
        this.roundCancellations.cancel(this.round, "출연자 사정", 0);
        RoundCancellationRepository rounds = new RoundCancellationRepository(this.jdbc);
        Instant now = this.clock.instant();
        assertThat(rounds.claim(this.round, now, now.plusSeconds(60))).isTrue();
        assertThat(rounds.claim(this.round, now, now.plusSeconds(60))).isFalse();
        assertThat(rounds.due(now)).doesNotContain(this.round);
        assertThat(rounds.due(now.plusSeconds(60))).contains(this.round);
    }

    @Test
    void cancelsAllComingRoundsOfAPerformance() {
        RoundId other = this.playhouse.round(this.performance, 21);
        this.roundCancellations.cancel(other, "먼저", 0);
        assertThat(this.roundCancellations.cancel(this.performance, "모두", 0)).extracting(RoundCancellation::roundId)
            .containsExactly(this.round);
        assertThat(this.roundCancellations.progress(this.performance)).hasSize(2);
        assertThatExceptionOfType(NoRoundToCancel.class)
            .isThrownBy(() -> this.roundCancellations.cancel(this.performance, "다시", 0));
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> this.roundCancellations.cancel(this.round, " ", 0));
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> this.roundCancellations.cancel(this.round, "왜", 101));
    }

    /** Each look at the clock takes a while, so the work takes longer than the lease. */
    @Test
    void keepsARoundThatItWorksOnForLongerThanItsLease() {
        // Rounds of other tests are done, so that this one is the first.
        this.clock.forward(Duration.ofMinutes(2));
        this.refunds.run();
        this.roundCancellations.cancel(this.round, "출연자 사정", 10);
        RoundCancellationRepository other = new RoundCancellationRepository(this.jdbc);
        AtomicInteger looks = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        Clock slow = slowClock((now) -> {
            if (looks.incrementAndGet() > 2 && other.due(now).contains(this.round)) {
                taken.incrementAndGet();
            }
        });
        node(new OnlyThisRound(), slow).run();
        assertThat(looks.get()).isGreaterThan(5);
        assertThat(taken).hasValue(0);
        assertRefundedOnce();
    }

    @Test
    void stopsWhenAnotherNodeHasTakenARoundOver() {
        this.roundCancellations.cancel(this.round, "출연자 사정", 10);
        RoundCancellationRepository robbed = new OnlyThisRound() {
            @Override
            boolean renew(RoundId round, Instant lease, Instant until) {
                return false;
            }
        };
        node(robbed, slowClock((now) -> {
        })).run();
        assertThat(this.roundCancellations.progress(this.round).orElseThrow().done()).isLessThan(4);
        this.refunds.giveBack(this.round);
        assertRefundedOnce();
    }

    private Clock slowClock(Consumer<Instant> look) {
        return new Clock() {
            @Override
            public Instant instant() {
                RoundCancellationIntegrationTests.this.clock.forward(Duration.ofSeconds(10));
                Instant now = RoundCancellationIntegrationTests.this.clock.instant();
                look.accept(now);
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("Only instants are asked for");
            }
        };
    }

    private RoundRefunds node(RoundCancellationRepository rounds) {
        return node(rounds, this.clock);
    }

    private RoundRefunds node(RoundCancellationRepository rounds, Clock present) {
        return new RoundRefunds(rounds, this.reservations, this.cancellations, this.checkouts, this.payments, present);
    }

    /** Leaves alone what other tests have cancelled. */
    private class OnlyThisRound extends RoundCancellationRepository {

        OnlyThisRound() {
            super(RoundCancellationIntegrationTests.this.jdbc);
        }

        @Override
        List<RoundId> due(Instant now) {
            return super.due(now).stream().filter(RoundCancellationIntegrationTests.this.round::equals).toList();
        }

    }

    /** Everything that was paid went back, and not a won more. */
    private void assertRefundedOnce() {
        assertThat(this.booked).allSatisfy((one) -> {
            assertThat(this.bookings.reservation(one.hold().buyer(), one.hold().id()).status())
                .isEqualTo(ReservationStatus.CANCELLED);
            // The provider takes one refund of a payment a second.
            await().untilAsserted(() -> {
                this.clock.forward(Duration.ofMinutes(2));
                this.payments.reconcile();
                assertThat(this.toss.refunded(one.payment().orderId().value())).isEqualTo(one.payment().amount().won());
            });
        });
    }

    private long compensations() {
        return this.jdbc
            .sql("SELECT COUNT(*) FROM round_cancellation_booking WHERE round_id = :round AND compensation = :each")
            .param("round", this.round.value())
            .param("each", 3 * PRICE / 10)
            .query(Long.class)
            .single();
    }

    /** What somebody booked. */
    private record Booked(ReservationView hold, StartPayment payment) {
    }

    /** Stands for the end of the process: nothing in the application catches an error. */
    private static final class Death extends Error {

    }

    /** Dies before the given booking is committed. */
    private static final class Dying extends RoundCancellationRepository {

        private final AtomicInteger left;

        private Dying(JdbcClient jdbc, int fatal) {
            super(jdbc);
            this.left = new AtomicInteger(fatal);
        }

        @Override
        void insertBooking(RoundId round, ReservationId reservation, Money refund, Money compensation,
                RefundStanding standing, Instant now) {
            super.insertBooking(round, reservation, refund, compensation, standing, now);
            if (this.left.decrementAndGet() == 0) {
                throw new Death();
            }
        }

    }

}
