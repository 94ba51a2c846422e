package io.ticketblue.booking.internal;

import io.ticketblue.booking.NotOnSale;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.ChangeRound;
import io.ticketblue.catalog.RoundView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.ApiClient;
import io.ticketblue.TestServers;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationNotFound;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundStatus;
import io.ticketblue.catalog.CancellationPolicies;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.HasReservations;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundNotFound;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.catalog.WasPaidFor;
import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.PaymentDeclined;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.database.FallbackReads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What staff do to rounds reaches the people who book, at once. */
@BookingTest
class RoundLifecycleIntegrationTests {

    @Autowired
    private FallbackReads reads;

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private CatalogAdmin admin;

    @Autowired
    private Bookings bookings;

    @Autowired
    private SeatClaims claims;

    @Autowired
    private MovableClock clock;

    @Autowired
    private Catalog catalog;

    @Autowired
    private LedgerQueries ledger;

    @Autowired
    private RoundReservations reservations;

    @Autowired
    private PlatformTransactionManager transactions;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(strings = { "", "/seats", "/seats/changes" })
    void knowsNothingOfARoundThatIsNotThere(String path) {
        ApiClient.Answer answer = ApiClient.at(this.port).get("/api/rounds/999999999" + path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("catalog.round-not-found");
    }

    @Test
    void sellsANewRoundAlsoWhenItWasAskedForBefore() {
        PerformanceId performance = this.playhouse.performance(10, 4, 50_000);
        RoundId before = this.playhouse.round(performance);
        RoundId next = new RoundId(before.value() + 1);
        assertThat(ApiClient.at(this.port).get("/api/rounds/" + next + "/seats").status()).isEqualTo(404);
        RoundId made = this.playhouse.round(10, 4, 50_000);
        assertThat(made).isEqualTo(next);
        assertThat(hold(made).seats()).hasSize(1);
    }

    @Test
    void sellsARoundWhileOthersOfThePerformanceAreMade() {
        PerformanceId performance = this.playhouse.performance(10, 4, 50_000);
        RoundId round = this.playhouse.round(performance);
        new TransactionTemplate(this.transactions).executeWithoutResult((uncommitted) -> {
            this.playhouse.round(performance, 4);
            ReservationView bought = CompletableFuture.supplyAsync(() -> buy(round)).join();
            assertThat(bought.status()).isEqualTo(ReservationStatus.CONFIRMED);
        });
        assertThat(this.catalog.rounds(performance)).hasSize(2);
    }

    @Test
    void sellsARoundWhileItsPerformanceAndItsOtherRoundsAreChanged() {
        PerformanceId performance = this.playhouse.performance(10, 4, 50_000);
        RoundId round = this.playhouse.round(performance);
        List<RoundId> others = IntStream.rangeClosed(4, 7)
            .mapToObj((days) -> this.playhouse.round(performance, days))
            .toList();
        new TransactionTemplate(this.transactions).executeWithoutResult((uncommitted) -> {
            this.playhouse.rename(performance, 50_000);
            this.admin.changeRound(others.get(0), later(others.get(0)));
            this.admin.cancelRound(others.get(1));
            this.admin.archiveRound(others.get(2));
            this.admin.deleteRound(others.get(3));
            ReservationView bought = CompletableFuture.supplyAsync(() -> buy(round)).join();
            assertThat(bought.status()).isEqualTo(ReservationStatus.CONFIRMED);
        });
        assertThat(this.catalog.rounds(performance)).hasSize(4);
    }

    @Test
    void sellsARoundWhileChangesAreRefusedForItsBookings() {
        PerformanceId performance = this.playhouse.performance(10, 4, 50_000);
        RoundId round = this.playhouse.round(performance);
        List<SeatId> seats = this.playhouse.seats(round);
        this.bookings.hold(new HoldSeats(this.playhouse.buyer(), round, seats.subList(8, 10)));
        List<Runnable> changes = List.of(() -> this.playhouse.reprice(performance, 80_000),
                () -> this.playhouse.policy(performance, 50_000, CancellationPolicies.CONSUMER_GUIDELINE),
                () -> this.admin.changeRound(round, later(round)), () -> this.admin.archiveRound(round),
                () -> this.admin.deleteRound(round), () -> this.admin.archivePerformance(performance),
                () -> this.admin.deletePerformance(performance));
        new TransactionTemplate(this.transactions).executeWithoutResult((uncommitted) -> {
            changes
                .forEach((change) -> assertThatExceptionOfType(HasReservations.class).isThrownBy(() -> change.run()));
            ReservationView bought = CompletableFuture.supplyAsync(() -> buy(round)).join();
            assertThat(bought.status()).isEqualTo(ReservationStatus.CONFIRMED);
            uncommitted.setRollbackOnly();
        });
    }

    private ChangeRound later(RoundId id) {
        RoundView before = this.catalog.round(id);
        return new ChangeRound(before.startsAt().plus(Duration.ofHours(3)), before.bookingOpensAt(),
                before.bookingClosesAt());
    }

    private ReservationView buy(RoundId round) {
        ReservationView hold = hold(round);
        Checkout order = this.bookings.order(hold.buyer(), hold.id(), PlaceOrder.simple());
        String key = TestServers.toss().pay(order.orderId().value(), order.amount().won(), TossOutcome.APPROVE);
        this.bookings.confirm(hold.buyer(), new StartPayment(order.orderId(), key, order.amount()));
        return this.bookings.reservation(hold.buyer(), hold.id());
    }

    @Test
    void showsANewPriceAtOnce() {
        PerformanceId performance = this.playhouse.performance(10, 4, 50_000);
        RoundId round = this.playhouse.round(performance);
        assertThat(price(round)).isEqualTo(50_000);
        this.playhouse.reprice(performance, 80_000);
        assertThat(price(round)).isEqualTo(80_000);
        assertThat(hold(round).amount().won()).isEqualTo(80_000);
    }

    @Test
    void showsTheStatusAfterATimeWasChangedAtOnce() {
        RoundId round = this.playhouse.round(10, 4, 50_000);
        assertThat(status(round)).isEqualTo("ON_SALE");
        RoundView view = this.catalog.round(round);
        Instant later = this.clock.instant().plus(Duration.ofHours(2));
        this.admin.changeRound(round, new ChangeRound(view.startsAt(), later, view.bookingClosesAt()));
        assertThat(status(round)).isEqualTo("BEFORE_OPEN");
        assertThatExceptionOfType(NotOnSale.class).isThrownBy(() -> hold(round));
        this.admin.changeRound(round, new ChangeRound(view.startsAt(), view.bookingOpensAt(), view.bookingClosesAt()));
        assertThat(status(round)).isEqualTo("ON_SALE");
        assertThat(hold(round).seats()).hasSize(1);
    }

    /**
     * A node that hears nothing of the change, for what nodes keep in memory is its own.
     */
    @Test
    void showsTheStatusAfterATimeWasChangedByAnotherNodeWithinSeconds() {
        RoundId round = this.playhouse.round(10, 4, 50_000);
        RoundBook book = new RoundBook(this.catalog, new SimpleMeterRegistry());
        Availability other = new Availability(this.ledger, this.reservations, book, this.catalog, this.reads,
                this.clock, new SimpleMeterRegistry());
        RoundView view = this.catalog.round(round);
        Instant now = this.clock.instant();
        assertThat(status(other, round)).isEqualTo(RoundStatus.ON_SALE);
        this.admin.changeRound(round,
                new ChangeRound(view.startsAt(), now.plus(Duration.ofHours(2)), view.bookingClosesAt()));
        await().atMost(Duration.ofSeconds(6)).until(() -> status(other, round) == RoundStatus.BEFORE_OPEN);
        assertThat(book.terms(round).onSale(this.clock.instant())).isFalse();
        this.admin.changeRound(round, new ChangeRound(view.startsAt(), view.bookingOpensAt(), now));
        await().atMost(Duration.ofSeconds(6)).until(() -> status(other, round) == RoundStatus.CLOSED);
        this.admin.changeRound(round, new ChangeRound(view.startsAt(), view.bookingOpensAt(), view.bookingClosesAt()));
        await().atMost(Duration.ofSeconds(6)).until(() -> status(other, round) == RoundStatus.ON_SALE);
    }

    private static RoundStatus status(Availability node, RoundId round) {
        return Objects.requireNonNull(node.of(List.of(round)).get(round)).status();
    }

    private String status(RoundId round) {
        return ApiClient.at(this.port).get("/api/rounds/" + round).text("status");
    }

    @Test
    void showsADeletedRoundNoMore() {
        RoundId round = this.playhouse.round(10, 4, 50_000);
        SeatId seat = this.playhouse.seats(round).getFirst();
        assertThat(price(round)).isEqualTo(50_000);
        this.admin.deleteRound(round);
        assertThat(ApiClient.at(this.port).get("/api/rounds/" + round + "/seats").status()).isEqualTo(404);
        assertThatExceptionOfType(RoundNotFound.class)
            .isThrownBy(() -> this.bookings.hold(new HoldSeats(this.playhouse.buyer(), round, List.of(seat))));
    }

    @Test
    void changesAndDeletesARoundThatHasOnlyLapsedHolds() {
        PerformanceId performance = this.playhouse.performance(10, 4, 50_000);
        RoundId round = this.playhouse.round(performance);
        ReservationView hold = hold(round);
        assertThatExceptionOfType(HasReservations.class).isThrownBy(() -> this.playhouse.reprice(performance, 80_000));
        assertThatExceptionOfType(HasReservations.class).isThrownBy(() -> this.admin.deleteRound(round));
        this.clock.forward(Duration.between(this.clock.instant(), hold.heldUntil()));
        this.playhouse.reprice(performance, 80_000);
        assertThat(hold(round).amount().won()).isEqualTo(80_000);
        this.clock.forward(Duration.ofMinutes(7));
        this.admin.deleteRound(round);
        assertThatExceptionOfType(ReservationNotFound.class)
            .isThrownBy(() -> this.bookings.reservation(hold.buyer(), hold.id()));
    }

    @Test
    void movesRepricesAndArchivesButNeverDeletesWhatHasOnlyCancelledBookings() {
        PerformanceId performance = this.playhouse.performance(10, 4, 0);
        RoundId round = this.playhouse.round(performance);
        ReservationView hold = hold(round);
        this.bookings.order(hold.buyer(), hold.id(), PlaceOrder.simple());
        RoundView before = this.catalog.round(round);
        ChangeRound later = new ChangeRound(before.startsAt().plus(Duration.ofDays(1)), before.bookingOpensAt(),
                before.bookingClosesAt());
        assertThatExceptionOfType(HasReservations.class).isThrownBy(() -> this.admin.changeRound(round, later))
            .satisfies((ex) -> assertThat(ex.bookings()).singleElement().satisfies((bookings) -> {
                assertThat(bookings.round()).isEqualTo(round);
                assertThat(bookings.count()).isEqualTo(1);
                assertThat(bookings.codes()).containsExactly(hold.code());
            }));
        assertThatExceptionOfType(HasReservations.class).isThrownBy(() -> this.admin.archiveRound(round));
        this.bookings.cancel(hold.buyer(), hold.id(), CancelSeats.all("일정이 바뀌었어요"));
        this.admin.changeRound(round, later);
        assertThat(this.catalog.round(round).startsAt()).isEqualTo(later.startsAt());
        this.playhouse.reprice(performance, 80_000);
        assertThat(price(round)).isEqualTo(80_000);
        assertThatExceptionOfType(WasPaidFor.class).isThrownBy(() -> this.admin.deleteRound(round));
        assertThatExceptionOfType(WasPaidFor.class).isThrownBy(() -> this.admin.deletePerformance(performance));
        this.admin.archiveRound(round);
        assertThat(this.catalog.shownRounds(performance)).isEmpty();
        assertThatExceptionOfType(NotOnSale.class).isThrownBy(() -> hold(round));
        assertThat(this.bookings.reservation(hold.buyer(), hold.id()).status()).isEqualTo(ReservationStatus.CANCELLED);
    }

    @Test
    void keepsARoundForWhichMoneyWasEverTaken() {
        PerformanceId performance = this.playhouse.performance(10, 4, 50_000);
        RoundId round = this.playhouse.round(performance);
        ReservationView hold = hold(round);
        Checkout order = this.bookings.order(hold.buyer(), hold.id(), PlaceOrder.simple());
        TossSimulator toss = TestServers.toss();
        String key = toss.pay(order.orderId().value(), order.amount().won(), TossOutcome.APPROVE);
        toss.faults().next(TossOperation.CONFIRM, TossFault.wrongAmount(1_000));
        assertThatExceptionOfType(PaymentDeclined.class).isThrownBy(
                () -> this.bookings.confirm(hold.buyer(), new StartPayment(order.orderId(), key, order.amount())));
        this.clock.forward(Duration.ofMinutes(8));
        assertThatExceptionOfType(WasPaidFor.class).isThrownBy(() -> this.admin.deleteRound(round));
        assertThatExceptionOfType(WasPaidFor.class).isThrownBy(() -> this.admin.deletePerformance(performance));
        assertThat(this.bookings.reservation(hold.buyer(), hold.id()).status()).isEqualTo(ReservationStatus.EXPIRED);
        this.playhouse.reprice(performance, 80_000);
        assertThat(price(round)).isEqualTo(80_000);
    }

    @Test
    void refusesAClaimThatWasOnItsWayWhenTheRoundWasDeleted() {
        RoundId round = this.playhouse.round(10, 4, 0);
        Claim claim = new Claim(round, this.playhouse.buyer(), List.of(this.playhouse.seats(round).getFirst().value()),
                4, Money.ZERO);
        this.admin.deleteRound(round);
        assertThat(this.claims.claim(claim, () -> false)).isEqualTo(new Claim.Gone());
    }

    private ReservationView hold(RoundId round) {
        return this.bookings
            .hold(new HoldSeats(this.playhouse.buyer(), round, this.playhouse.seats(round).subList(0, 1)));
    }

    private long price(RoundId round) {
        return ApiClient.at(this.port).get("/api/rounds/" + round + "/seats").body().findValue("price").asLong();
    }

}
