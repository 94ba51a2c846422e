package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.AdmissionRequired;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.HoldGuard;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.TooManyOpenDeposits;
import io.ticketblue.booking.TooManyUnpaidHolds;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.payment.PaymentNotFound;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.TooManyRequests;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What keeps one person from keeping seats from everybody else. */
@BookingTest
class HoldLimitsIntegrationTests {

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Bookings bookings;

    @Autowired
    private Expiry expiry;

    @Autowired
    private BookingSettings settings;

    @Autowired
    private MovableClock clock;

    @Autowired
    private RoundBook rounds;

    @Autowired
    private SeatClaims claims;

    @Autowired
    private SeatBoards boards;

    @Autowired
    private LedgerChanges changes;

    @Autowired
    private ReservationRepository reservations;

    @Autowired
    private ReservationViews views;

    private RoundId round = new RoundId(1);

    private List<SeatId> seats = List.of();

    private AccountId buyer = new AccountId(1);

    @BeforeEach
    void openARound() {
        this.round = this.playhouse.round(20, 20, 50_000);
        this.seats = this.playhouse.seats(this.round);
        this.buyer = this.playhouse.buyer();
    }

    @Test
    void refusesAPersonWhoRenewsAHoldAgainAndAgain() {
        Duration nearlyAll = this.settings.holdFor().minusSeconds(1);
        for (int i = 0; i < 2; i++) {
            ReservationView hold = hold(0);
            this.clock.forward(nearlyAll);
            this.bookings.release(this.buyer, hold.id());
        }
        hold(0);
        this.clock.forward(this.settings.holdFor());
        ReservationView shortly = hold(0);
        this.clock.forward(Duration.ofSeconds(3));
        this.bookings.release(this.buyer, shortly.id());
        this.expiry.run();
        assertThatExceptionOfType(TooManyUnpaidHolds.class).isThrownBy(() -> hold(0))
            .satisfies((refusal) -> assertThat(refusal.retryAfter()).isBetween(Duration.ofMinutes(40),
                    Duration.ofMinutes(60)));
        AccountId other = this.playhouse.buyer();
        assertThat(this.bookings.hold(new HoldSeats(other, this.round, this.seats.subList(0, 1))).seats()).hasSize(1);
        RoundId another = this.playhouse.round(5, 4, 50_000);
        assertThat(this.bookings.hold(new HoldSeats(this.buyer, another, this.playhouse.seats(another).subList(0, 1)))
            .seats()).hasSize(1);
        this.clock.forward(Duration.ofHours(1));
        assertThat(hold(0).seats()).hasSize(1);
    }

    @Test
    void doesNotMindWhoChangesTheirMindQuickly() {
        for (int i = 0; i < 12; i++) {
            ReservationView hold = hold(i);
            this.clock.forward(Duration.ofSeconds(10));
            this.bookings.release(this.buyer, hold.id());
        }
        assertThat(hold(0).seats()).hasSize(1);
    }

    @Test
    void limitsHowManyReservationsOfAPersonWaitForADeposit() {
        PlaceOrder transfer = new PlaceOrder(null, PaymentMethod.VIRTUAL_ACCOUNT,
                new RefundAccount("88", "110123456789", "김관객"));
        for (int i = 0; i < this.settings.openDeposits(); i++) {
            ReservationView hold = hold(i);
            this.bookings.order(this.buyer, hold.id(), transfer);
            // The same order again is not another one.
            this.bookings.order(this.buyer, hold.id(), transfer);
        }
        ReservationView more = hold(10);
        assertThatExceptionOfType(TooManyOpenDeposits.class)
            .isThrownBy(() -> this.bookings.order(this.buyer, more.id(), transfer));
        assertThat(this.bookings.order(this.buyer, more.id(), PlaceOrder.simple()).amount())
            .isEqualTo(new Money(50_000));
    }

    @Test
    void limitsHowOftenAPersonConfirms() {
        StartPayment made = new StartPayment(new OrderId("tb-nobody-ordered-this"), "key", new Money(1_000));
        for (int i = 0; i < this.settings.confirmationsPerMinute(); i++) {
            assertThatExceptionOfType(PaymentNotFound.class).isThrownBy(() -> this.bookings.confirm(this.buyer, made));
        }
        assertThatExceptionOfType(TooManyRequests.class).isThrownBy(() -> this.bookings.confirm(this.buyer, made));
        this.clock.forward(Duration.ofMinutes(1));
        assertThatExceptionOfType(PaymentNotFound.class).isThrownBy(() -> this.bookings.confirm(this.buyer, made));
    }

    @Test
    void asksTheGuardBeforeTheQueueAndLetsOneRequestOfAPersonThrough() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger admissions = new AtomicInteger();
        Holds guarded = holds((hold) -> {
            if (!"ticket".equals(hold.admission())) {
                throw new AdmissionRequired();
            }
            admissions.incrementAndGet();
            inside.countDown();
            await(goOn);
        });
        HoldSeats admitted = new HoldSeats(this.buyer, this.round, this.seats.subList(0, 1), "ticket");
        assertThatExceptionOfType(AdmissionRequired.class)
            .isThrownBy(() -> guarded.hold(new HoldSeats(this.buyer, this.round, this.seats.subList(0, 1))))
            .satisfies((refusal) -> assertThat(refusal.mayPass()).isTrue());
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ReservationView> first = people.submit(() -> guarded.hold(admitted));
            inside.await();
            assertThatExceptionOfType(TooManyRequests.class).isThrownBy(
                    () -> guarded.hold(new HoldSeats(this.buyer, this.round, this.seats.subList(3, 4), "ticket")));
            FutureTask<ReservationView> again = new FutureTask<>(() -> guarded.hold(admitted));
            Thread second = Thread.ofPlatform().start(again);
            Awaitility.await().until(() -> second.getState() == Thread.State.WAITING);
            goOn.countDown();
            assertThat(again.get().id()).isEqualTo(first.get().id());
            assertThat(admissions).hasValue(1);
        }
    }

    private Holds holds(HoldGuard guard) {
        ObjectProvider<HoldGuard> guards = new StaticListableBeanFactory(Map.of("guard", guard))
            .getBeanProvider(HoldGuard.class);
        return new Holds(this.rounds, this.claims, this.boards, this.changes, this.reservations, this.views, this.clock,
                this.settings, guards);
    }

    private ReservationView hold(int seat) {
        return this.bookings.hold(new HoldSeats(this.buyer, this.round, this.seats.subList(seat, seat + 1)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
