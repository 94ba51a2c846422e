package io.ticketblue.booking.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.internal.Claim.Granted;
import io.ticketblue.booking.internal.Claim.Outcome;
import io.ticketblue.booking.internal.closing.ClosedBuyerRepository;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/** Claims of several rounds share transactions, and do not wait for a locked round. */
@BookingTest
class SharedGroupsIntegrationTests {

    private static final int CLAIMS_PER_ROUND = 10;

    /** Less than the four seconds that a transaction waits for a lock. */
    private static final Duration SOON = Duration.ofSeconds(3);

    /** So often a crowd comes until it has met in a group of several rounds. */
    private static final int MOST_CROWDS = 20;

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private LedgerCheck check;

    @Autowired
    private ReservationRepository reservations;

    @Autowired
    private ReservationNumbers numbers;

    @Autowired
    private SeatLedger ledger;

    @Autowired
    private SaleGuard sales;

    @Autowired
    private Catalog catalog;

    @Autowired
    private ClosedBuyerRepository closedBuyers;

    @Autowired
    private AbandonedHolds abandoned;

    @Autowired
    private BookingSettings settings;

    @Autowired
    private MovableClock clock;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private PlatformTransactionManager transactions;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    private List<AccountId> buyers = List.of();

    @BeforeEach
    void registerBuyers() {
        this.buyers = this.playhouse.buyers(CLAIMS_PER_ROUND);
    }

    @AfterEach
    void stop() {
        this.callers.shutdown();
    }

    @ParameterizedTest
    @EnumSource(Locked.class)
    void grantsSeatsOfOtherRoundsWhileARoundIsLocked(Locked what) throws Exception {
        SeatClaims node = node(this.ledger, this.sales);
        for (int crowd = 0; crowd < MOST_CROWDS && largestGroup() <= CLAIMS_PER_ROUND; crowd++) {
            RoundId locked = this.playhouse.round(20, 4, 50_000);
            List<RoundId> free = List.of(this.playhouse.round(20, 4, 50_000), this.playhouse.round(20, 4, 50_000));
            List<CompletableFuture<Outcome>> stuck;
            try (Connection lock = what.lock(this.dataSource, locked)) {
                stuck = claims(node, locked);
                List<CompletableFuture<Outcome>> others = free.stream()
                    .flatMap((round) -> claims(node, round).stream())
                    .toList();
                assertThat(others).allSatisfy(SharedGroupsIntegrationTests::isGrantedSoon);
                assertThat(stuck).noneMatch(CompletableFuture::isDone);
                lock.rollback();
            }
            assertThat(stuck).allSatisfy(SharedGroupsIntegrationTests::isGrantedSoon);
            assertThat(this.check.faults(locked, 20, 4)).isEmpty();
        }
        assertThat(largestGroup()).isGreaterThan(CLAIMS_PER_ROUND);
    }

    /** The guard that is taken out: shared groups wait for locked seats as others do. */
    @ParameterizedTest
    @EnumSource(Locked.class)
    void wouldHoldUpOtherRoundsIfSharedGroupsWaited(Locked what) throws Exception {
        SeatClaims node = node(new SeatLedger(this.sql, this.jdbc) {
            @Override
            String locking(boolean wait) {
                return super.locking(true);
            }
        }, new SaleGuard(this.catalog) {
            @Override
            void lockAtOnce(Collection<RoundId> rounds) {
                // The other guard that is taken out.
            }
        });
        boolean heldUp = false;
        for (int crowd = 0; crowd < MOST_CROWDS && !heldUp; crowd++) {
            RoundId locked = this.playhouse.round(20, 4, 50_000);
            RoundId free = this.playhouse.round(20, 4, 50_000);
            try (Connection lock = what.lock(this.dataSource, locked)) {
                claims(node, locked);
                List<CompletableFuture<Outcome>> others = claims(node, free);
                heldUp = others.stream().anyMatch((claim) -> !endsSoon(claim));
                lock.rollback();
            }
        }
        assertThat(heldUp).isTrue();
    }

    private static void isGrantedSoon(CompletableFuture<Outcome> claim) {
        assertThat(claim).succeedsWithin(SOON).isInstanceOf(Granted.class);
    }

    private static boolean endsSoon(CompletableFuture<Outcome> claim) {
        try {
            claim.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        }
        catch (TimeoutException | ExecutionException ex) {
            return false;
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private double largestGroup() {
        return this.meters.get("ticketblue.claims.group").summary().max();
    }

    /** A claim of each buyer for a seat of its own. */
    private List<CompletableFuture<Outcome>> claims(SeatClaims node, RoundId round) {
        List<SeatId> seats = this.playhouse.seats(round);
        return IntStream.range(0, CLAIMS_PER_ROUND).mapToObj((i) -> {
            Claim claim = new Claim(round, this.buyers.get(i), List.of(seats.get(i).value()), 4, Money.ZERO);
            return CompletableFuture.supplyAsync(() -> node.claim(claim, () -> false), this.callers);
        }).toList();
    }

    /** A node whose groups run one at a time, so that many claims gather. */
    private SeatClaims node(SeatLedger itsLedger, SaleGuard itsSales) {
        BookingSettings usual = this.settings;
        BookingSettings one = new BookingSettings(usual.holdFor(), usual.depositFor(), usual.depositAhead(),
                usual.expireEvery(), usual.auditEvery(), usual.claimGroup(), 1, usual.claimQueue(),
                usual.claimTimeout(), usual.unpaidHolds(), usual.unpaidWindow(), usual.openDeposits(),
                usual.confirmationsPerMinute(), usual.boardAge());
        return new SeatClaims(this.reservations, this.numbers, itsLedger, itsSales, this.closedBuyers, this.abandoned,
                this.clock, one, this.transactions, this.meters);
    }

    /** What staff lock while they change a round. */
    private enum Locked {

        SEATS("SELECT seat_id FROM round_seat WHERE round_id = ? FOR UPDATE"),

        ROUND("SELECT id FROM performance_round WHERE id = ? FOR UPDATE");

        private final String statement;

        Locked(String statement) {
            this.statement = statement;
        }

        private Connection lock(DataSource dataSource, RoundId round) throws SQLException {
            Connection connection = dataSource.getConnection();
            connection.setAutoCommit(false);
            try (PreparedStatement locking = connection.prepareStatement(this.statement)) {
                locking.setLong(1, round.value());
                locking.executeQuery();
            }
            return connection;
        }

    }

}
