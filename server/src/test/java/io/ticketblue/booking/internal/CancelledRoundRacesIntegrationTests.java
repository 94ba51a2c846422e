package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import io.ticketblue.TestServers;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.booking.internal.Crowd.Result;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundCancelled;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.database.RetriedTransaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * From the commit of a round's cancellation on nothing of the round is ordered, paid or
 * confirmed, whatever is asked for in the same instant.
 */
@BookingTest
class CancelledRoundRacesIntegrationTests {

    private static final Money PRICE = new Money(50_000);

    @Autowired
    private BookingSettings settings;

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Purchases purchases;

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
    private LedgerChanges changes;

    @Autowired
    private ReservationLifecycle lifecycle;

    @Autowired
    private RetriedTransaction transaction;

    @Autowired
    private MessageSource messages;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private MovableClock clock;

    private final TossSimulator toss = TestServers.toss();

    @AfterEach
    void finishCancelledRounds() {
        this.clock.forward(Duration.ofMinutes(8));
        this.refunds.run();
    }

    @Test
    void refusesOrdersPaymentsAndAccountsOfACancelledRound() {
        RoundId round = round(PRICE.won());
        ReservationView unordered = this.purchases.hold(round, 0, 1);
        ReservationView ordered = this.purchases.hold(round, 1, 2);
        StartPayment byCard = this.purchases.approved(ordered);
        ReservationView transferring = this.purchases.hold(round, 2, 3);
        StartPayment byTransfer = this.purchases.transferred(transferring);
        cancel(round);
        assertThatExceptionOfType(RoundCancelled.class).isThrownBy(() -> this.purchases.order(unordered));
        assertThatExceptionOfType(RoundCancelled.class)
            .isThrownBy(() -> this.bookings.confirm(ordered.buyer(), byCard));
        assertThatExceptionOfType(RoundCancelled.class)
            .isThrownBy(() -> this.bookings.confirm(transferring.buyer(), byTransfer));
        assertThat(confirmCalls(byCard)).isZero();
        assertThat(confirmCalls(byTransfer)).isZero();
        settle(round);
        assertThat(this.books.faults(round)).isEmpty();
        assertThat(this.roundCancellations.progress(round).orElseThrow().bookings()).isZero();
    }

    @Test
    void refusesToBookACancelledRoundForFree() {
        RoundId round = round(0);
        ReservationView hold = this.purchases.hold(round, 0, 1);
        cancel(round);
        assertThatExceptionOfType(RoundCancelled.class).isThrownBy(() -> this.purchases.order(hold));
        assertThat(status(hold)).isEqualTo(ReservationStatus.HELD);
    }

    @RepeatedTest(6)
    void startsNothingAfterTheCancellation() throws InterruptedException {
        RoundId round = round(PRICE.won());
        List<StartPayment> approved = new ArrayList<>();
        List<Callable<Object>> tasks = new ArrayList<>();
        for (int seat = 0; seat < 6; seat++) {
            ReservationView hold = this.purchases.hold(round, seat, seat + 1);
            StartPayment start = this.purchases.approved(hold);
            approved.add(start);
            tasks.add(() -> this.bookings.confirm(hold.buyer(), start));
        }
        for (int seat = 6; seat < 10; seat++) {
            ReservationView hold = this.purchases.hold(round, seat, seat + 1);
            tasks.add(() -> this.purchases.order(hold));
        }
        tasks.add(5, () -> {
            cancel(round);
            return "cancelled";
        });
        List<Result<Object>> results = Crowd.rush(tasks);
        assertThat(results).extracting(Result::failure)
            .filteredOn((failure) -> failure != null)
            .hasOnlyElementsOfType(RoundCancelled.class);
        assertThat(later(round)).isZero();
        for (StartPayment each : approved) {
            assertThat(confirmCalls(each)).isEqualTo(wasStarted(each) ? 1 : 0);
        }
        settle(round);
        assertThat(this.books.faults(round)).isEmpty();
    }

    /** The control: reads whether the round is cancelled, and holds nothing. */
    @Test
    void startsAPaymentAfterTheCancellationWithoutTheLock() {
        RoundId round = round(PRICE.won());
        ReservationView hold = this.purchases.hold(round, 0, 1);
        StartPayment approved = this.purchases.approved(hold);
        SaleGuard unlocked = new SaleGuard(this.catalog) {
            @Override
            boolean isCancelled(RoundId asked) {
                boolean cancelled = CancelledRoundRacesIntegrationTests.this.catalog.round(asked).cancelled();
                if (!cancelled) {
                    CompletableFuture.runAsync(() -> cancel(asked)).join();
                }
                return cancelled;
            }
        };
        Paying unguarded = new Paying(this.reservations, this.ledger, this.changes, this.lifecycle, unlocked,
                this.payments, this.messages, this.clock, this.settings, this.transaction);
        assertThatExceptionOfType(RoundCancelled.class).as("too late: the money was taken, and goes back")
            .isThrownBy(() -> unguarded.confirm(hold.buyer(), approved));
        assertThat(confirmCalls(approved)).isOne();
        assertThat(later(round)).isPositive();
        settle(round);
    }

    /** Orders, payments and bookings of a round that are later than its cancellation. */
    private long later(RoundId round) {
        return this.sql.sql("""
                SELECT COUNT(*) FROM round_cancellation c JOIN reservation r ON r.round_id = c.round_id
                JOIN payment p ON p.reference = r.id
                WHERE c.round_id = ? AND (p.created_at > c.requested_at OR p.started_at > c.requested_at
                    OR r.confirmed_at > c.requested_at)""").param(round.value()).query(Long.class).single();
    }

    private boolean wasStarted(StartPayment start) {
        return this.payments.payment(start.orderId()).paymentKey() != null;
    }

    private long confirmCalls(StartPayment start) {
        return this.toss.calls()
            .stream()
            .filter((call) -> call.operation() == TossOperation.CONFIRM
                    && call.body().contains(start.orderId().value()))
            .count();
    }

    private RoundId round(long price) {
        PerformanceId performance = this.playhouse.performance(10, 4, price);
        return this.playhouse.round(performance, 20);
    }

    private void cancel(RoundId round) {
        this.roundCancellations.cancel(round, "출연자 사정", 10);
    }

    private void settle(RoundId round) {
        for (int i = 0; i < 3; i++) {
            this.refunds.giveBack(round);
            this.clock.forward(Duration.ofMinutes(1));
            this.payments.reconcile();
        }
    }

    private ReservationStatus status(ReservationView hold) {
        return this.bookings.reservation(hold.buyer(), hold.id()).status();
    }

}
