package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.NotHeld;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.SeatCount;
import io.ticketblue.booking.SeatsTaken;
import io.ticketblue.booking.internal.Claim.Outcome;
import io.ticketblue.booking.internal.Crowd.Result;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Crowds that want the same seats at the same time, served by two nodes on one database.
 * Each rush is run a second time against {@link UnguardedClaims}, which must be found
 * out.
 */
@BookingTest
class SeatRushIntegrationTests {

    private static final BooleanSupplier NOBODY_LEAVES = () -> false;

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private LedgerCheck check;

    @Autowired
    private Bookings bookings;

    @Autowired
    private Expiry expiry;

    @Autowired
    private MovableClock clock;

    @Autowired
    private SeatClaims oneNode;

    @Autowired
    private ClaimNodes nodes;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private LedgerQueries queries;

    @Autowired
    private BookingSettings settings;

    @Autowired
    private JdbcClient sql;

    private SeatClaims otherNode;

    private SeatClaims unguarded;

    @BeforeEach
    void startAnotherNode() {
        this.otherNode = this.nodes.node();
        this.unguarded = this.nodes.with(new UnguardedClaims.Reservations(this.sql, this.jdbc),
                new UnguardedClaims.Ledger(this.sql, this.jdbc), withGroupsOfOne());
    }

    /** Within a group claims are decided one by one, whatever is locked. */
    private BookingSettings withGroupsOfOne() {
        BookingSettings usual = this.settings;
        return new BookingSettings(usual.holdFor(), usual.depositFor(), usual.depositAhead(), usual.expireEvery(),
                usual.auditEvery(), 1, usual.claimWorkers(), usual.claimQueue(), usual.claimTimeout(),
                usual.unpaidHolds(), usual.unpaidWindow(), usual.openDeposits(), usual.confirmationsPerMinute(),
                usual.boardAge());
    }

    @Test
    void sellsEachOfAHundredSeatsOnceToAThousandPeople() throws InterruptedException {
        RoundId round = this.playhouse.round(100, 4, 50_000);
        List<Claim> claims = oneSeatEach(round, this.playhouse.buyers(1_000), 4);
        List<Result<Outcome>> results = rush(claims, this::guarded);
        assertThat(granted(results)).hasSize(100);
        assertThat(results).allMatch(Result::succeeded);
        assertThat(this.check.faults(round, 100, 4)).isEmpty();
        assertThat(this.queries.count(round, this.clock.instant())).isEqualTo(new SeatCount(100, 0, 100, 0));
    }

    @Test
    void findsSeatsSoldTwiceToAThousandPeopleWithoutTheGuard() throws InterruptedException {
        RoundId round = this.playhouse.round(100, 4, 50_000);
        List<Claim> claims = oneSeatEach(round, this.playhouse.buyers(400), 4);
        // Two claims are decided at a time: those for the same seat shall meet.
        claims.sort(Comparator.comparing((claim) -> claim.seats().getFirst()));
        rush(claims, (claim) -> this.unguarded.claim(claim, NOBODY_LEAVES));
        assertThat(this.check.seatsWithTwoOwners(round)).isNotEmpty();
    }

    @Test
    void givesTheSameFourSeatsToOneOfTwoHundredPeople() throws InterruptedException {
        RoundId round = this.playhouse.round(100, 4, 50_000);
        List<Long> four = seats(round).subList(40, 44);
        List<Claim> claims = this.playhouse.buyers(200).stream().map((buyer) -> claim(round, buyer, four, 4)).toList();
        List<Result<Outcome>> results = rush(claims, this::guarded);
        assertThat(granted(results)).hasSize(1);
        assertThat(results).extracting(Result::value)
            .filteredOn((outcome) -> !(outcome instanceof Claim.Granted))
            .hasSize(199)
            .allSatisfy((outcome) -> assertThat(outcome).isEqualTo(new Claim.Taken(four, false, 0)));
        assertThat(this.check.faults(round, 100, 4)).isEmpty();
    }

    @Test
    void findsFourSeatsGivenToTwoPeopleWithoutTheGuard() throws InterruptedException {
        RoundId round = this.playhouse.round(100, 4, 50_000);
        List<Long> four = seats(round).subList(40, 44);
        List<Claim> claims = this.playhouse.buyers(20).stream().map((buyer) -> claim(round, buyer, four, 4)).toList();
        List<Result<Outcome>> results = rush(claims, (claim) -> this.unguarded.claim(claim, NOBODY_LEAVES));
        assertThat(granted(results)).hasSizeGreaterThan(1);
        assertThat(this.check.seatsWithTwoOwners(round)).hasSize(4);
    }

    @Test
    void grantsOverlappingGroupsOfSeatsWholeOrNotAtAll() throws InterruptedException {
        RoundId round = this.playhouse.round(60, 4, 50_000);
        List<Long> seats = seats(round);
        List<Claim> claims = new ArrayList<>();
        List<AccountId> buyers = this.playhouse.buyers(300);
        for (int i = 0; i < buyers.size(); i++) {
            int first = (i * 7) % 57;
            List<Long> wanted = new ArrayList<>(seats.subList(first, first + 4));
            if (i % 2 == 0) {
                wanted = wanted.reversed();
            }
            claims.add(claim(round, buyers.get(i), wanted, 4));
        }
        List<Result<Outcome>> results = rush(claims, this::guarded);
        assertThat(results).allMatch(Result::succeeded);
        assertThat(granted(results)).isNotEmpty()
            .allSatisfy((reservation) -> assertThat(reservation.seatIds()).hasSize(4));
        assertThat(this.queries.count(round, this.clock.instant()).held()).isEqualTo(granted(results).size() * 4);
        assertThat(this.check.faults(round, 60, 4)).isEmpty();
    }

    @Test
    void keepsTheSameSeatsOfTwoRoundsApart() throws InterruptedException {
        PerformanceId performance = this.playhouse.performance(40, 1, 50_000);
        List<RoundId> rounds = List.of(this.playhouse.round(performance, 3), this.playhouse.round(performance, 4));
        List<AccountId> buyers = this.playhouse.buyers(100);
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            claims.addAll(oneSeatEach(rounds.get(i % 2), buyers.subList(2 * i, 2 * i + 2), 1));
        }
        List<Result<Outcome>> results = rush(claims, this::guarded);
        assertThat(granted(results)).hasSize(4)
            .allSatisfy((reservation) -> assertThat(rounds).contains(reservation.round()));
        for (RoundId round : rounds) {
            assertThat(this.queries.count(round, this.clock.instant())).isEqualTo(new SeatCount(40, 38, 2, 0));
            assertThat(this.check.faults(round, 40, 1)).isEmpty();
        }
    }

    @Test
    void holdsOnePersonInFiftyParallelRequestsToTheLimit() throws InterruptedException {
        RoundId round = this.playhouse.round(100, 4, 50_000);
        List<Result<Outcome>> results = rush(fiftyRequestsOfOnePerson(round), this::guarded);
        assertThat(granted(results)).hasSize(4);
        assertThat(results).allMatch(Result::succeeded);
        assertThat(this.check.faults(round, 100, 4)).isEmpty();
    }

    @Test
    void findsAPersonOverTheLimitWithoutTheGuard() throws InterruptedException {
        RoundId round = this.playhouse.round(100, 1, 50_000);
        AccountId buyer = this.playhouse.buyer();
        List<Claim> claims = seats(round).stream()
            .limit(20)
            .map((seat) -> claim(round, buyer, List.of(seat), 1))
            .toList();
        rush(claims, (claim) -> this.unguarded.claim(claim, NOBODY_LEAVES));
        assertThat(this.check.peopleOverLimit(round, 1)).isNotEmpty();
    }

    @Test
    void givesSeatsToOnePersonWhileTheirHoldExpires() throws InterruptedException {
        RoundId round = this.playhouse.round(20, 20, 50_000);
        List<SeatId> seats = this.playhouse.seats(round);
        AccountId first = this.playhouse.buyer();
        ReservationView hold = this.bookings.hold(new HoldSeats(first, round, seats.subList(0, 4)));
        List<AccountId> others = this.playhouse.buyers(60);
        this.clock.forward(Duration.between(this.clock.instant(), hold.heldUntil()));
        List<Callable<Object>> tasks = new ArrayList<>();
        List<Long> four = seats.subList(0, 4).stream().map(SeatId::value).toList();
        for (AccountId other : others) {
            tasks.add(() -> guarded(claim(round, other, four, 20)));
        }
        for (int i = 0; i < 5; i++) {
            tasks.add(() -> {
                this.expiry.run();
                return "tidied";
            });
            tasks.add(() -> this.bookings.order(first, hold.id(), PlaceOrder.simple()));
            tasks.add(() -> {
                this.bookings.release(first, hold.id());
                return "released";
            });
        }
        List<Result<Object>> results = Crowd.rush(tasks);
        assertThat(results).extracting(Result::value).filteredOn((value) -> value instanceof Claim.Granted).hasSize(1);
        assertThat(results).extracting(Result::failure)
            .filteredOn((failure) -> failure != null)
            .hasOnlyElementsOfType(NotHeld.class);
        this.expiry.run();
        assertThat(this.check.faults(round, 20, 20)).isEmpty();
        assertThat(this.bookings.reservation(first, hold.id()).status()).isEqualTo(ReservationStatus.EXPIRED);
    }

    @Test
    void findsSeatsGivenTwiceAfterAHoldExpiredWithoutTheGuard() throws InterruptedException {
        RoundId round = this.playhouse.round(20, 20, 50_000);
        List<SeatId> seats = this.playhouse.seats(round);
        ReservationView hold = this.bookings.hold(new HoldSeats(this.playhouse.buyer(), round, seats.subList(0, 4)));
        this.clock.forward(Duration.between(this.clock.instant(), hold.heldUntil()));
        List<Long> four = seats.subList(0, 4).stream().map(SeatId::value).toList();
        List<Claim> claims = this.playhouse.buyers(10).stream().map((buyer) -> claim(round, buyer, four, 20)).toList();
        rush(claims, (claim) -> this.unguarded.claim(claim, NOBODY_LEAVES));
        assertThat(this.check.seatsWithTwoOwners(round)).isNotEmpty();
    }

    @Test
    void neverLosesASeatWhilePeopleTakeAndGiveBack() throws InterruptedException {
        RoundId round = this.playhouse.round(30, 4, 50_000);
        List<SeatId> seats = this.playhouse.seats(round);
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (AccountId buyer : this.playhouse.buyers(40)) {
            tasks.add(() -> takeAndGiveBack(buyer, round, seats));
        }
        List<Result<Integer>> results = Crowd.rush(tasks);
        assertThat(results).allMatch(Result::succeeded);
        assertThat(this.queries.count(round, this.clock.instant())).isEqualTo(new SeatCount(30, 30, 0, 0));
        assertThat(this.check.faults(round, 30, 4)).isEmpty();
    }

    private int takeAndGiveBack(AccountId buyer, RoundId round, List<SeatId> seats) {
        int got = 0;
        for (int i = 0; i < 10; i++) {
            int first = (int) ((buyer.value() * 31 + i * 7) % (seats.size() - 1));
            try {
                ReservationView hold = this.bookings.hold(new HoldSeats(buyer, round, seats.subList(first, first + 2)));
                got++;
                this.bookings.release(buyer, hold.id());
            }
            catch (SeatsTaken ex) {
                assertThat(ex.seats()).isNotEmpty();
            }
        }
        return got;
    }

    /** Serves people at two nodes in turn. */
    private Outcome guarded(Claim claim) {
        return ((claim.buyer().value() % 2 == 0) ? this.oneNode : this.otherNode).claim(claim, NOBODY_LEAVES);
    }

    private List<Claim> fiftyRequestsOfOnePerson(RoundId round) {
        AccountId buyer = this.playhouse.buyer();
        return seats(round).stream().limit(50).map((seat) -> claim(round, buyer, List.of(seat), 4)).toList();
    }

    private List<Claim> oneSeatEach(RoundId round, List<AccountId> buyers, int maxPerPerson) {
        List<Long> seats = seats(round);
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < buyers.size(); i++) {
            claims.add(claim(round, buyers.get(i), List.of(seats.get(i % seats.size())), maxPerPerson));
        }
        return claims;
    }

    private List<Long> seats(RoundId round) {
        return this.playhouse.seats(round).stream().map(SeatId::value).toList();
    }

    private static Claim claim(RoundId round, AccountId buyer, List<Long> seats, int maxPerPerson) {
        return new Claim(round, buyer, seats, maxPerPerson, Money.ZERO);
    }

    private static List<Result<Outcome>> rush(List<Claim> claims, Function<Claim, Outcome> house)
            throws InterruptedException {
        return Crowd.rush(claims.stream().map((claim) -> (Callable<Outcome>) () -> house.apply(claim)).toList());
    }

    private static List<Reservation> granted(List<Result<Outcome>> results) {
        return results.stream()
            .map(Result::value)
            .flatMap((outcome) -> (outcome instanceof Claim.Granted granted) ? Stream.of(granted.reservation())
                    : Stream.empty())
            .toList();
    }

}
