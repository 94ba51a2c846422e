package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.CancellationTerms;
import io.ticketblue.booking.CancelledBy;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.NotCancellable;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.RefundedByOrganiser;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.database.RetriedTransaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The organiser cancels a round while the buyer or staff cancel a booking of it. From the
 * commit of the round's cancellation on a booking is given back with compensation only,
 * whoever had begun to cancel it before.
 */
@BookingTest
class CancelledRoundCancellationRacesIntegrationTests {

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private BooksCheck books;

    @Autowired
    private Bookings bookings;

    @Autowired
    private RoundCancellations roundCancellations;

    @Autowired
    private RoundRefunds refunds;

    @Autowired
    private Catalog catalog;

    @Autowired
    private Payments payments;

    @Autowired
    private ReservationRepository reservations;

    @Autowired
    private SeatLedger ledger;

    @Autowired
    private CouponUse coupons;

    @Autowired
    private LedgerChanges changes;

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
    private ApplicationEventPublisher events;

    @Autowired
    private RetriedTransaction transaction;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private MovableClock clock;

    private RoundId round;

    private ReservationView booked;

    @BeforeEach
    void book() {
        this.round = this.playhouse.round(this.playhouse.performance(6, 4, 50_000), 20);
        AccountId buyer = this.playhouse.buyer();
        ReservationView hold = this.bookings
            .hold(new HoldSeats(buyer, this.round, this.playhouse.seats(this.round).subList(0, 3)));
        Checkout order = this.bookings.order(buyer, hold.id(), PlaceOrder.simple());
        String key = TestServers.toss().pay(order.orderId().value(), order.amount().won(), TossOutcome.APPROVE);
        this.bookings.confirm(buyer, new StartPayment(order.orderId(), key, order.amount()));
        this.booked = this.bookings.reservation(buyer, hold.id());
    }

    @AfterEach
    void finishCancelledRounds() {
        this.clock.forward(Duration.ofMinutes(8));
        this.refunds.run();
    }

    @ParameterizedTest
    @EnumSource(names = { "BUYER", "STAFF" })
    void makesTheOrganiserWaitForACancellationThatHasBegun(CancelledBy by) {
        CompletableFuture<Boolean> organiser = cancelWhileTheOrganiserDoes(by, this.guard);
        organiser.join();
        assertThat(seatsWithoutCompensation()).isZero();
        for (int i = 0; i < 3; i++) {
            this.refunds.giveBack(this.round);
            this.clock.forward(Duration.ofMinutes(1));
            this.payments.reconcile();
        }
        assertThat(this.roundCancellations.progress(this.round).orElseThrow().compensation())
            .as("ten percent of the other two seats")
            .isEqualTo(new Money(10_000));
        assertThat(this.books.faults(this.round)).isEmpty();
    }

    /** The control: the same code, which reads whether the round is cancelled. */
    @ParameterizedTest
    @EnumSource(names = { "BUYER", "STAFF" })
    void findsACancellationWithoutCompensationWithoutTheLock(CancelledBy by) {
        CompletableFuture<Boolean> organiser = cancelWhileTheOrganiserDoes(by,
                new UnguardedCancellations.Guard(this.catalog));
        assertThat(organiser).isDone();
        assertThat(seatsWithoutCompensation()).isOne();
    }

    @ParameterizedTest
    @EnumSource(names = { "BUYER", "STAFF" })
    void refusesACancellationAfterTheOrganisers(CancelledBy by) {
        this.roundCancellations.cancel(this.round, "출연자 사정", 10);
        assertThatExceptionOfType((by == CancelledBy.STAFF) ? RefundedByOrganiser.class : NotCancellable.class)
            .isThrownBy(() -> cancel(by, cancellations(this.guard, lifecycle(() -> {
            }))));
    }

    /**
     * The organiser comes when all is decided, and nothing of it is written yet.
     */
    private CompletableFuture<Boolean> cancelWhileTheOrganiserDoes(CancelledBy by, SaleGuard itsGuard) {
        CompletableFuture<Boolean> organiser = new CompletableFuture<>();
        cancel(by, cancellations(itsGuard, lifecycle(() -> {
            organiser.completeAsync(() -> {
                this.roundCancellations.cancel(this.round, "출연자 사정", 10);
                return true;
            });
            await().until(() -> organiser.isDone() || waitingForLocks() > 0);
        })));
        return organiser;
    }

    private void cancel(CancelledBy by, Cancellations cancellations) {
        CancelSeats wish = new CancelSeats(Set.of(this.booked.seats().getFirst().id()), "일정이 바뀌었어요", null);
        if (by == CancelledBy.STAFF) {
            cancellations.byHouse(this.booked.id(), wish, CancellationTerms.FULL_REFUND, null);
        }
        else {
            cancellations.byBuyer(this.booked.buyer(), this.booked.id(), wish, null);
        }
    }

    private Cancellations cancellations(SaleGuard itsGuard, ReservationLifecycle lifecycle) {
        return new Cancellations(this.reservations, lifecycle, this.rounds, this.cancelledRounds, itsGuard, this.named,
                this.payments, this.trail, this.clock, this.transaction);
    }

    private ReservationLifecycle lifecycle(Runnable before) {
        return new HaltedLifecycle(this.reservations, this.ledger, this.coupons, this.changes, this.events, this.clock,
                before);
    }

    /** Seats that were given back after the organiser had cancelled the round. */
    private int seatsWithoutCompensation() {
        return this.sql.sql("""
                SELECT COUNT(*) FROM round_cancellation c
                JOIN reservation r ON r.round_id = c.round_id
                JOIN reservation_seat s ON s.reservation_id = r.id
                LEFT JOIN round_cancellation_booking b ON b.reservation_id = r.id
                WHERE c.round_id = ? AND s.cancelled_at > c.requested_at AND b.reservation_id IS NULL""")
            .param(this.round.value())
            .query(Integer.class)
            .single();
    }

    private int waitingForLocks() {
        return this.sql.sql("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")
            .query(Integer.class)
            .single();
    }

    /** The real one, once something else has begun. */
    private static final class HaltedLifecycle extends ReservationLifecycle {

        private final Runnable before;

        HaltedLifecycle(ReservationRepository reservations, SeatLedger ledger, CouponUse coupons, LedgerChanges changes,
                ApplicationEventPublisher events, Clock clock, Runnable before) {
            super(reservations, ledger, coupons, changes, events, clock);
            this.before = before;
        }

        @Override
        void cancel(Reservation reservation, CancellationFees fees, CancelledBy by, String reason) {
            this.before.run();
            super.cancel(reservation, fees, by, reason);
        }

    }

}
