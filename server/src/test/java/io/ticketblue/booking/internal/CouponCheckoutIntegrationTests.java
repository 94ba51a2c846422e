package io.ticketblue.booking.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Cancellation;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.CouponChoice;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.OrderReplaced;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.internal.Crowd.Result;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.coupon.CouponAdmin;
import io.ticketblue.coupon.CouponAlreadyUsed;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.CouponNotApplicable;
import io.ticketblue.coupon.CouponNotFound;
import io.ticketblue.coupon.Coupons;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.IssuedCouponId;
import io.ticketblue.coupon.IssuedCouponStatus;
import io.ticketblue.coupon.SaveCoupon;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.AlreadyProcessed;
import io.ticketblue.payment.PaymentExpired;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.SiteSettings;
import io.ticketblue.shared.database.RetriedTransaction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Buying with a coupon, and what becomes of the coupon. */
@BookingTest
class CouponCheckoutIntegrationTests {

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private LedgerCheck check;

    @Autowired
    private Bookings bookings;

    @Autowired
    private Coupons coupons;

    @Autowired
    private CouponAdmin couponAdmin;

    @Autowired
    private Payments payments;

    @Autowired
    private Expiry expiry;

    @Autowired
    private SeatLedger ledger;

    @Autowired
    private ReservationLifecycle lifecycle;

    @Autowired
    private SaleGuard guard;

    @Autowired
    private RoundBook rounds;

    @Autowired
    private CouponUse couponUse;

    @Autowired
    private Accounts accounts;

    @Autowired
    private BookingSettings settings;

    @Autowired
    private SiteSettings site;

    @Autowired
    private RetriedTransaction retried;

    @Autowired
    private JdbcTemplate jdbcTemplate;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private MovableClock clock;

    private final TossSimulator toss = TestServers.toss();

    private RoundId round;

    private AccountId buyer;

    private ReservationView hold;

    @BeforeEach
    void holdThreeSeats() {
        this.round = this.playhouse.round(this.playhouse.performance(20, 6, 33_333), 20);
        this.buyer = this.playhouse.buyer();
        this.hold = hold(0, 3);
    }

    @AfterEach
    void booksAgree() {
        assertThat(this.check.faults(this.round, 20, 6)).isEmpty();
    }

    @Test
    void sharesTheDiscountOverTheSeatsToTheWon() {
        Checkout order = order(this.hold, amountCoupon(10_000));
        assertThat(order.amount()).isEqualTo(new Money(89_999));
        assertThat(order.discount()).isEqualTo(new Money(10_000));
        ReservationView ordered = this.bookings.reservation(this.buyer, this.hold.id());
        assertThat(ordered.discount()).isEqualTo(new Money(10_000));
        assertThat(ordered.seats()).extracting((seat) -> seat.discount().won())
            .allMatch((discount) -> discount == 3_333 || discount == 3_334);
        pay(order);
        Cancellation one = this.bookings.cancel(this.buyer, this.hold.id(),
                new CancelSeats(Set.of(ordered.seats().getFirst().id()), "못 가요", null));
        Cancellation rest = this.bookings.cancel(this.buyer, this.hold.id(), CancelSeats.all("못 가요"));
        assertThat(one.refund().plus(one.fee()).plus(rest.refund()).plus(rest.fee())).isEqualTo(order.amount());
        // The provider wants a second between two refunds of a payment.
        await().untilAsserted(() -> {
            this.clock.forward(Duration.ofMinutes(1));
            this.payments.reconcile();
            assertThat(this.toss.refunded(order.orderId().value())).isEqualTo(one.refund().plus(rest.refund()).won());
        });
    }

    @Test
    void paysAtLeastWhatTheProviderTakes() {
        IssuedCouponId coupon = amountCoupon(99_950);
        assertThat(order(this.hold, coupon).amount()).isEqualTo(new Money(100));
        PlaceOrder transfer = new PlaceOrder(coupon, PaymentMethod.VIRTUAL_ACCOUNT,
                new RefundAccount("88", "110-123-456789", "김관객"));
        assertThatExceptionOfType(InvalidRequest.class).as("a transfer is 200 won or more")
            .isThrownBy(() -> this.bookings.order(this.buyer, this.hold.id(), transfer))
            .satisfies((refusal) -> assertThat(refusal.fields()).singleElement()
                .satisfies((field) -> assertThat(field.name()).isEqualTo("method")));
    }

    @Test
    void confirmsAtOnceWhatACouponPaysWholly() {
        IssuedCouponId coupon = amountCoupon(200_000);
        Checkout earlier = order(this.hold, null);
        Checkout order = order(this.hold, coupon);
        assertThat(order.amount()).isEqualTo(Money.ZERO);
        assertThat(this.bookings.reservation(this.buyer, this.hold.id()).status())
            .isEqualTo(ReservationStatus.CONFIRMED);
        assertThat(order(this.hold, coupon).orderId()).as("asked again").isEqualTo(order.orderId());
        String key = this.toss.pay(earlier.orderId().value(), earlier.amount().won(), TossOutcome.APPROVE);
        assertThatExceptionOfType(PaymentExpired.class).as("the order without the coupon is no longer")
            .isThrownBy(() -> this.bookings.confirm(this.buyer,
                    new StartPayment(earlier.orderId(), key, earlier.amount())));
        assertThat(this.bookings.cancel(this.buyer, this.hold.id(), CancelSeats.all("못 가요")).refund())
            .isEqualTo(Money.ZERO);
        assertThat(status(coupon)).isEqualTo(IssuedCouponStatus.USABLE);
    }

    @Test
    void givesTheCouponBackWithTheHold() {
        IssuedCouponId coupon = amountCoupon(10_000);
        order(this.hold, coupon);
        assertThat(status(coupon)).isEqualTo(IssuedCouponStatus.USED);
        this.bookings.release(this.buyer, this.hold.id());
        assertThat(status(coupon)).isEqualTo(IssuedCouponStatus.USABLE);
    }

    @Test
    void givesTheCouponBackWhenTheHoldLapses() {
        IssuedCouponId coupon = amountCoupon(10_000);
        order(this.hold, coupon);
        this.clock.forward(Duration.ofMinutes(8));
        this.expiry.run();
        assertThat(status(coupon)).isEqualTo(IssuedCouponStatus.USABLE);
        assertThat(order(hold(0, 3), coupon).discount()).isEqualTo(new Money(10_000));
    }

    @Test
    void keepsTheCouponUntilTheLastSeatIsGivenBack() {
        IssuedCouponId coupon = amountCoupon(10_000);
        pay(order(this.hold, coupon));
        this.bookings.cancel(this.buyer, this.hold.id(),
                new CancelSeats(Set.of(this.hold.seats().getFirst().id()), "못 가요", null));
        assertThat(status(coupon)).isEqualTo(IssuedCouponStatus.USED);
        this.bookings.cancel(this.buyer, this.hold.id(), CancelSeats.all("못 가요"));
        assertThat(status(coupon)).isEqualTo(IssuedCouponStatus.USABLE);
    }

    @Test
    void usesACouponForOneOfManyHolds() throws InterruptedException {
        IssuedCouponId coupon = amountCoupon(10_000);
        List<Callable<Checkout>> orders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ReservationView each = hold(3 + i, 4 + i);
            orders.add(() -> order(each, coupon));
        }
        orders.add(() -> order(this.hold, coupon));
        List<Result<Checkout>> results = Crowd.rush(orders);
        assertThat(results).filteredOn(Result::succeeded).hasSize(1);
        assertThat(results).filteredOn((result) -> !result.succeeded())
            .extracting(Result::failure)
            .hasOnlyElementsOfType(CouponAlreadyUsed.class);
        assertThat(this.bookings.reservations(this.buyer, ReservationStatus.HELD, new Paging(0, 10)).items())
            .filteredOn((reservation) -> !reservation.discount().isZero())
            .hasSize(1);
    }

    @Test
    void takesAnotherCouponInThePlaceOfTheFirst() {
        IssuedCouponId first = amountCoupon(10_000);
        IssuedCouponId second = amountCoupon(20_000);
        Checkout before = order(this.hold, first);
        assertThat(order(this.hold, first).orderId()).as("the same again").isEqualTo(before.orderId());
        Checkout after = order(this.hold, second);
        assertThat(after.amount()).isEqualTo(new Money(79_999));
        assertThat(after.orderId()).isNotEqualTo(before.orderId());
        assertThat(status(first)).isEqualTo(IssuedCouponStatus.USABLE);
        assertThat(order(this.hold, null).amount()).isEqualTo(new Money(99_999));
        assertThat(status(second)).isEqualTo(IssuedCouponStatus.USABLE);
    }

    @Test
    void showsTheOrderThatWaitsWithTheCouponThatWasChosen() {
        IssuedCouponId coupon = amountCoupon(10_000);
        order(this.hold, null);
        this.bookings.useCoupon(this.buyer, this.hold.id(), coupon);
        Checkout shown = this.bookings.presentOrder(this.buyer, this.hold.id());
        assertThat(shown.amount()).isEqualTo(new Money(89_999));
        assertThat(this.bookings.presentOrder(this.buyer, this.hold.id()).orderId()).isEqualTo(shown.orderId());
        CouponChoice choice = this.bookings.couponsFor(this.buyer, this.hold.id());
        assertThat(choice.used()).isNotNull().satisfies((used) -> assertThat(used.id()).isEqualTo(coupon));
    }

    @Test
    void doesNotChangeTheCouponOfAPaidOrder() {
        pay(order(this.hold, null));
        IssuedCouponId coupon = amountCoupon(10_000);
        assertThatExceptionOfType(AlreadyProcessed.class)
            .isThrownBy(() -> this.bookings.useCoupon(this.buyer, this.hold.id(), coupon));
        assertThat(status(coupon)).isEqualTo(IssuedCouponStatus.USABLE);
    }

    @Test
    void saysThatAnOrderWasReplacedWhileTheHoldGoesOn() {
        Checkout before = order(this.hold, null);
        Checkout now = order(this.hold, amountCoupon(10_000));
        assertThatExceptionOfType(OrderReplaced.class).isThrownBy(() -> pay(before));
        assertThat(this.toss.captured(before.orderId().value())).isZero();
        this.bookings.useCoupon(this.buyer, this.hold.id(), null);
        assertThatExceptionOfType(OrderReplaced.class).isThrownBy(() -> pay(now));
        this.bookings.release(this.buyer, this.hold.id());
        assertThatExceptionOfType(PaymentExpired.class).isThrownBy(() -> pay(now));
    }

    /** Nobody is refused their own order, and nobody meets a deadlock. */
    @RepeatedTest(6)
    void givesTheSameFirstOrderSentSeveralTimesAtOnceOnce() throws InterruptedException {
        IssuedCouponId coupon = amountCoupon(10_000);
        IssuedCouponId other = amountCoupon(20_000);
        ReservationView second = hold(3, 5);
        List<Callable<Checkout>> orders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            orders.add(() -> order(this.hold, coupon));
            orders.add(() -> order(second, other));
        }
        List<Result<Checkout>> results = Crowd.rush(orders);
        assertThat(results).extracting(Result::failure).containsOnlyNulls();
        assertThat(results.stream()
            .map(Result::value)
            .filter(Objects::nonNull)
            .map(Checkout::orderId)
            .collect(Collectors.toSet())).hasSize(2);
        assertThat(this.bookings.reservation(this.buyer, this.hold.id()).discount()).isEqualTo(new Money(10_000));
        assertThat(this.bookings.reservation(this.buyer, second.id()).discount()).isEqualTo(new Money(20_000));
    }

    /**
     * The control: reads the reservation without the lock while the same order is made.
     */
    @Test
    void failsAtTheSameOrderTwiceAtOnceWithoutTheLock() {
        PlaceOrder wish = new PlaceOrder(amountCoupon(10_000), null, null);
        ReservationRepository unlocked = new ReservationRepository(this.jdbc, this.jdbcTemplate) {
            @Override
            Optional<Reservation> lock(ReservationId id) {
                Optional<Reservation> seen = find(id);
                CompletableFuture.runAsync(() -> order(CouponCheckoutIntegrationTests.this.hold, wish.coupon())).join();
                return seen;
            }
        };
        Checkouts unguarded = new Checkouts(unlocked, this.ledger, this.lifecycle, this.guard, this.rounds,
                this.payments, this.couponUse, this.expiry, this.accounts, this.settings, this.site, this.clock,
                this.retried);
        assertThatExceptionOfType(IllegalStateException.class)
            .isThrownBy(() -> unguarded.order(this.buyer, this.hold.id(), wish));
    }

    @Test
    void refusesCouponsOfOthersAndForOtherPerformances() {
        AccountId stranger = this.playhouse.buyer();
        CouponId general = make(1_000, null, null);
        IssuedCouponId theirs = this.coupons.issue(stranger, general).id();
        assertThatExceptionOfType(CouponNotFound.class).isThrownBy(() -> order(this.hold, theirs));
        PerformanceId other = this.playhouse.performance(5, 2, 10_000);
        IssuedCouponId elsewhere = this.coupons.issue(this.buyer, make(1_000, other.value(), null)).id();
        assertThatExceptionOfType(CouponNotApplicable.class).isThrownBy(() -> order(this.hold, elsewhere));
        IssuedCouponId dear = this.coupons.issue(this.buyer, make(1_000, null, 100_000L)).id();
        assertThatExceptionOfType(CouponNotApplicable.class).isThrownBy(() -> order(this.hold, dear));
        assertThat(this.bookings.reservation(this.buyer, this.hold.id()).discount()).isEqualTo(Money.ZERO);
    }

    @Test
    void ordersAgainByTheCouponThatSomebodyElseHasChosenMeanwhile() throws Exception {
        IssuedCouponId coupon = amountCoupon(10_000);
        order(this.hold, null);
        FutureTask<Checkout> withoutCoupon = new FutureTask<>(() -> order(this.hold, null));
        this.transaction.executeWithoutResult((status) -> {
            order(this.hold, coupon);
            Thread.ofVirtual().start(withoutCoupon);
            await().until(() -> this.jdbc
                .sql("SELECT COUNT(*) FROM information_schema.innodb_trx " + "WHERE trx_state = 'LOCK WAIT'")
                .query(Integer.class)
                .single() > 0);
        });
        Checkout last = withoutCoupon.get();
        assertThat(last.amount()).isEqualTo(new Money(99_999));
        assertThat(this.payments.payment(last.orderId()).amount()).isEqualTo(last.amount());
        pay(last);
        assertThat(status(coupon)).isEqualTo(IssuedCouponStatus.USABLE);
    }

    @Test
    void usesTheCouponOfAHoldThatLapsedAtOnceForAnotherOne() {
        IssuedCouponId coupon = amountCoupon(10_000);
        order(this.hold, coupon);
        this.clock.forward(Duration.ofMinutes(8));
        ReservationView again = hold(0, 3);
        this.bookings.expireHolds(this.buyer);
        assertThat(this.bookings.couponsFor(this.buyer, again.id()).others()).extracting((other) -> other.id())
            .contains(coupon);
        pay(order(again, coupon));
        assertThat(status(coupon)).isEqualTo(IssuedCouponStatus.USED);
    }

    @Test
    void doesNotTakeAnotherAmountThanTheSeatsCostWithTheCouponInUse() {
        Checkout order = order(this.hold, null);
        // As a choice of a coupon leaves it that did not see the order.
        this.jdbc.sql("UPDATE reservation_seat SET discount = 1 WHERE reservation_id = ? LIMIT 1")
            .param(this.hold.id().value())
            .update();
        assertThatExceptionOfType(OrderReplaced.class).isThrownBy(() -> pay(order));
        assertThat(this.toss.captured(order.orderId().value())).isZero();
        Checkout again = this.bookings.presentOrder(this.buyer, this.hold.id());
        assertThat(again.amount()).isEqualTo(this.bookings.reservation(this.buyer, this.hold.id()).toPay());
        pay(again);
    }

    private ReservationView hold(int from, int to) {
        return this.bookings
            .hold(new HoldSeats(this.buyer, this.round, this.playhouse.seats(this.round).subList(from, to)));
    }

    private Checkout order(ReservationView reservation, @Nullable IssuedCouponId coupon) {
        return this.bookings.order(this.buyer, reservation.id(), new PlaceOrder(coupon, null, null));
    }

    private void pay(Checkout order) {
        String key = this.toss.pay(order.orderId().value(), order.amount().won(), TossOutcome.APPROVE);
        this.bookings.confirm(this.buyer, new StartPayment(order.orderId(), key, order.amount()));
    }

    private IssuedCouponId amountCoupon(long won) {
        return this.coupons.issue(this.buyer, make(won, null, null)).id();
    }

    private CouponId make(long won, @Nullable Long performance, @Nullable Long minAmount) {
        Instant now = this.clock.instant();
        return this.couponAdmin.create(new SaveCoupon("시험 쿠폰", DiscountType.AMOUNT, won, 100, now,
                now.plus(Duration.ofDays(100)), 100, null, minAmount, performance, null, null, false));
    }

    private IssuedCouponStatus status(IssuedCouponId coupon) {
        return this.coupons.issued(this.buyer, new Paging(0, 50))
            .items()
            .stream()
            .filter((issued) -> issued.id().equals(coupon))
            .findFirst()
            .orElseThrow()
            .status();
    }

}
