package io.ticketblue.booking.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.CancellationTerms;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.CancellationPolicies;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.coupon.CouponAdmin;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.Coupons;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.SaveCoupon;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.payment.PaymentRecords;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Finds money that is not what its seats cost, and nothing while all is well. */
@BookingTest
class MoneyAuditIntegrationTests {

    private static final int GUESTS = 10;

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private MoneyAudit audit;

    @Autowired
    private Bookings bookings;

    @Autowired
    private BoxOffice boxOffice;

    @Autowired
    private Payments payments;

    @Autowired
    private PaymentRecords records;

    @Autowired
    private Coupons coupons;

    @Autowired
    private CouponAdmin couponAdmin;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private MovableClock clock;

    private final TossSimulator toss = TestServers.toss();

    private RoundId round;

    private CouponId coupon;

    @BeforeEach
    void openRound() {
        PerformanceId performance = this.playhouse.performance(60, 4, 50_000, 1_000);
        // In two days: giving seats back costs something.
        this.playhouse.policy(performance, 50_000, CancellationPolicies.CONSUMER_GUIDELINE);
        this.round = this.playhouse.round(performance, 2);
        Instant now = this.clock.instant();
        this.coupon = this.couponAdmin.create(new SaveCoupon("시험 쿠폰", DiscountType.AMOUNT, 9_999L, 100, now,
                now.plus(Duration.ofDays(10)), 10, null, null, null, null, null, false));
    }

    @Test
    void findsNothingWhileMuchHappensAtOnceAndAfterwards() throws Exception {
        double before = counted();
        List<String> found = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> guests = new ArrayList<>();
            for (int number = 0; number < GUESTS; number++) {
                int seed = number;
                guests.add(people.submit(() -> live(new Random(seed), seed)));
            }
            while (!guests.stream().allMatch(Future::isDone)) {
                this.audit.faults(this.round).forEach((fault) -> found.add(fault.toString()));
            }
            for (Future<?> guest : guests) {
                guest.get();
            }
        }
        assertThat(found).isEmpty();
        await().untilAsserted(() -> {
            this.clock.forward(Duration.ofMinutes(1));
            this.payments.reconcile();
            assertThat(this.audit.faults(this.round)).isEmpty();
            assertThat(this.sql.sql("""
                    SELECT COUNT(*) FROM refund f JOIN payment p ON p.id = f.payment_id
                    JOIN reservation r ON r.id = p.reference WHERE f.status = 'REQUESTED' AND r.round_id = ?""")
                .param(this.round.value())
                .query(Integer.class)
                .single()).isZero();
        });
        this.audit.run();
        assertThat(counted()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            // A seat was given back, and its money was not.
            "UPDATE reservation_seat SET cancelled_at = '2026-01-01' WHERE reservation_id = :id LIMIT 1",
            // The seats are somebody else's again, and the money is still here.
            "UPDATE reservation SET status = 'EXPIRED', confirmed_at = NULL WHERE id = :id",
            // A fee that nobody kept.
            "UPDATE reservation_seat SET cancelled_at = '2026-01-01', cancellation_fee = 1 WHERE reservation_id = :id",
            "UPDATE reservation_seat SET discount = 1 WHERE reservation_id = :id LIMIT 1",
            "UPDATE reservation SET booking_fee = 0 WHERE id = :id",
            "UPDATE money_entry SET amount = 1 WHERE payment_id = (SELECT id FROM payment WHERE reference = :id)",
            "DELETE FROM money_entry WHERE payment_id = (SELECT id FROM payment WHERE reference = :id)", """
                    INSERT INTO refund (payment_id, amount, reason, status, next_attempt_at, created_at)
                    SELECT id, 7, 'x', 'REQUESTED', NOW(), NOW() FROM payment WHERE reference = :id""" })
    void findsOneFaultAndCountsIt(String planted) {
        AccountId buyer = this.playhouse.buyer();
        ReservationView hold = hold(buyer, 0);
        pay(buyer, this.bookings.order(buyer, hold.id(), PlaceOrder.simple()));
        this.audit.run();
        double before = counted();
        this.transaction.executeWithoutResult((status) -> {
            this.sql.sql(planted).param("id", hold.id().value()).update();
            assertThat(this.audit.faults(this.round)).singleElement()
                .satisfies((fault) -> assertThat(fault.account().reservation()).isEqualTo(hold.id().value()));
            this.audit.on(new LedgerChanges.Changed(this.round));
            this.audit.run();
            status.setRollbackOnly();
        });
        assertThat(counted()).isEqualTo(before + 1);
        assertThat(this.audit.faults(this.round)).isEmpty();
    }

    @Test
    void looksAgainWhenMoneyWentBack() {
        AccountId buyer = this.playhouse.buyer();
        ReservationView hold = hold(buyer, 0);
        Checkout order = this.bookings.order(buyer, hold.id(), PlaceOrder.simple());
        pay(buyer, order);
        this.audit.run();
        double before = counted();
        PaymentView payment = this.payments.payment(order.orderId());
        this.records.refund(payment.id(), new Money(1_000), "사과의 뜻으로", payment.amount());
        assertThat(this.audit.faults(this.round)).isEmpty();
        this.transaction.executeWithoutResult((status) -> {
            // As if it had been given for a seat.
            this.sql.sql("UPDATE refund SET by_hand = FALSE WHERE payment_id = ?").param(payment.id().value()).update();
            this.audit.run();
            status.setRollbackOnly();
        });
        assertThat(counted()).isEqualTo(before + 1);
    }

    /** Books, and then gives some or all of it back in one of the ways there are. */
    private void live(Random random, int number) {
        AccountId buyer = this.playhouse.buyer();
        ReservationView hold = hold(buyer, number);
        PlaceOrder wish = new PlaceOrder(random.nextBoolean() ? this.coupons.issue(buyer, this.coupon).id() : null,
                null, null);
        if (random.nextInt(4) == 0) {
            transfer(buyer, hold, wish);
        }
        else {
            if (random.nextInt(3) == 0) {
                refused(() -> confirm(buyer, this.bookings.order(buyer, hold.id(), wish), TossOutcome.DECLINE));
            }
            pay(buyer, this.bookings.order(buyer, hold.id(), wish));
        }
        for (int step = 0; step < 4; step++) {
            CancelSeats some = new CancelSeats(chosen(hold, 1 + random.nextInt(2), random), "일정이 바뀌었어요", null);
            switch (random.nextInt(4)) {
                case 0 -> refused(() -> this.bookings.cancel(buyer, hold.id(), some));
                case 1 -> refused(() -> this.boxOffice.cancel(hold.id(), some, CancellationTerms.FULL_REFUND));
                case 2 -> refused(() -> {
                    PaymentView payment = this.payments.paymentFor(hold.id().value()).orElseThrow();
                    this.records.refund(payment.id(), new Money(1 + random.nextInt(60_000)), "사과의 뜻으로",
                            this.payments.refundable(hold.id().value()));
                });
                default -> refused(() -> this.bookings.cancel(buyer, hold.id(), CancelSeats.all("못 가요")));
            }
        }
    }

    private void transfer(AccountId buyer, ReservationView hold, PlaceOrder wish) {
        Checkout order = this.bookings.order(buyer, hold.id(), new PlaceOrder(wish.coupon(),
                PaymentMethod.VIRTUAL_ACCOUNT, new RefundAccount("88", "110-123-456789", "김관객")));
        String key = this.toss.payByTransfer(order.orderId().value(), order.amount().won());
        this.bookings.confirm(buyer, new StartPayment(order.orderId(), key, order.amount()));
        this.toss.deposit(order.orderId().value(), order.amount().won());
        // Whoever asks to close the account learns of the money.
        refused(() -> this.bookings.release(buyer, hold.id()));
    }

    private static void refused(Runnable step) {
        try {
            step.run();
        }
        catch (Problem problem) {
            assertThat(problem.code()).matches("(booking|payment|request)\\..*");
        }
    }

    private void pay(AccountId buyer, Checkout order) {
        confirm(buyer, order, TossOutcome.APPROVE);
    }

    private void confirm(AccountId buyer, Checkout order, TossOutcome outcome) {
        String key = this.toss.pay(order.orderId().value(), order.amount().won(), outcome);
        this.bookings.confirm(buyer, new StartPayment(order.orderId(), key, order.amount()));
    }

    private ReservationView hold(AccountId buyer, int number) {
        return this.bookings.hold(
                new HoldSeats(buyer, this.round, this.playhouse.seats(this.round).subList(3 * number, 3 * number + 3)));
    }

    private static Set<SeatId> chosen(ReservationView hold, int count, Random random) {
        return random.ints(count, 0, 3).mapToObj((index) -> hold.seats().get(index).id()).collect(Collectors.toSet());
    }

    private double counted() {
        return this.meters.get("ticketblue.money.faults").gauge().value();
    }

}
