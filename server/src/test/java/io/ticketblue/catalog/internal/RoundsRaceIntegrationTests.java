package io.ticketblue.catalog.internal;

import io.ticketblue.catalog.internal.occupancy.UnlockedOccupancy;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.catalog.VenueOccupied;
import io.ticketblue.catalog.ChangedMeanwhile;
import io.ticketblue.catalog.EditTerms;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.RoundSales;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.context.ApplicationEventPublisher;
import java.util.stream.IntStream;
import java.util.stream.Collectors;
import java.util.Objects;
import java.util.Map;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.Examples;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundsTooClose;
import io.ticketblue.catalog.SalesForTests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@Import({ SalesForTests.Configuration.class, PostersForTests.Configuration.class })
class RoundsRaceIntegrationTests {

    private static final Instant NOON = Instant.parse("2098-03-10T03:00:00Z");

    private static final int STAFF = 12;

    @Autowired
    private Catalog catalog;

    @Autowired
    private CatalogAdmin admin;

    @Autowired
    private PerformanceTables performances;

    @Autowired
    private PerformanceChanges changes;

    @Autowired
    private RoundSales sales;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private JdbcOperations bulk;

    @Autowired
    private CancellationStore policies;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private Clock clock;

    @Autowired
    private RoundTables rounds;

    @Autowired
    private PlatformTransactionManager transactions;

    private PerformanceId performance;

    @BeforeEach
    void makeAPerformance() {
        this.performance = this.admin
            .createPerformance(Examples.performance(this.admin.createVenue(Examples.venue(10))), null);
    }

    @Test
    void makesOneOfManyRoundsThatAreTooClose() throws Exception {
        int made = race((start) -> this.admin.openRounds(this.performance, new OpenRounds(List.of(start), null, null)));
        assertThat(made).isEqualTo(1);
        assertThat(this.catalog.rounds(this.performance)).hasSize(1);
    }

    /** The control: the same code without the locks on venue and performance. */
    @Test
    void wouldNoticeAPerformanceThatIsNotLocked() throws Exception {
        RoundEditing unguarded = unguarded(new UnlockedTables.Performances(this.jdbc, this.bulk, this.policies));
        assertThat(race((start) -> open(unguarded, this.performance, start))).isGreaterThan(1);
    }

    @Test
    void makesOneOfManyRoundsThatNeedTheVenueAtOneTime() throws Exception {
        VenueId venue = this.admin.createVenue(Examples.venue(10));
        Map<Instant, PerformanceId> performances = performances(venue);
        int made = race((start) -> this.admin.openRounds(Objects.requireNonNull(performances.get(start)),
                new OpenRounds(List.of(start), null, null)));
        assertThat(made).isEqualTo(1);
        assertThat(performances.values().stream().flatMap((id) -> this.catalog.rounds(id).stream())).hasSize(1);
    }

    /** The control: the same code without the lock on the venue lets several through. */
    @Test
    void wouldNoticeAVenueThatIsNotLocked() throws Exception {
        VenueId venue = this.admin.createVenue(Examples.venue(10));
        Map<Instant, PerformanceId> performances = performances(venue);
        RoundEditing unguarded = unguarded(this.performances);
        assertThat(race((start) -> open(unguarded, Objects.requireNonNull(performances.get(start)), start)))
            .isGreaterThan(1);
    }

    /** Without the lock on the venue; all check before anybody commits. */
    private RoundEditing unguarded(PerformanceTables tables) {
        CyclicBarrier checked = new CyclicBarrier(STAFF);
        return new RoundEditing(tables, this.rounds,
                new UnlockedOccupancy(this.jdbc, this.trail, this.clock, () -> await(checked)), this.sales,
                this.changes, this.trail, this.events, this.clock);
    }

    private void open(RoundEditing editing, PerformanceId id, Instant start) {
        new TransactionTemplate(this.transactions).executeWithoutResult(
                (status) -> editing.open(id, new OpenRounds(List.of(start), null, null), EditTerms.NONE));
    }

    private Map<Instant, PerformanceId> performances(VenueId venue) {
        return IntStream.range(0, STAFF)
            .mapToObj((index) -> NOON.plus(Duration.ofMinutes(index)))
            .collect(Collectors.toMap((start) -> start,
                    (start) -> this.admin.createPerformance(Examples.performance(venue), null)));
    }

    @Test
    void takesOneOfManyChangesThatWereMadeFromTheSameVersion() throws Exception {
        int version = this.catalog.performance(this.performance).version();
        assertThat(changeTogether(new EditTerms(version, null))).isEqualTo(1);
        assertThat(this.catalog.performance(this.performance).version()).isEqualTo(version + 1);
    }

    /** The control: without the version each change silently undoes the one before. */
    @Test
    void wouldNoticeChangesThatAreMadeFromNoVersion() throws Exception {
        assertThat(changeTogether(EditTerms.NONE)).isEqualTo(STAFF);
    }

    private int changeTogether(EditTerms terms) throws Exception {
        VenueId venue = this.catalog.performance(this.performance).venue().id();
        return race(
                (start) -> this.admin.changePerformance(this.performance, Examples.performance(venue), null, terms));
    }

    private static int race(Consumer<Instant> open) throws Exception {
        CyclicBarrier ready = new CyclicBarrier(STAFF);
        try (ExecutorService staff = Executors.newFixedThreadPool(STAFF)) {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int index = 0; index < STAFF; index++) {
                Instant start = NOON.plus(Duration.ofMinutes(index));
                work.add(() -> {
                    await(ready);
                    try {
                        open.accept(start);
                        return true;
                    }
                    catch (RoundsTooClose | VenueOccupied | ChangedMeanwhile ex) {
                        return false;
                    }
                });
            }
            int made = 0;
            for (Future<Boolean> result : staff.invokeAll(work, 60, TimeUnit.SECONDS)) {
                made += made(result) ? 1 : 0;
            }
            return made;
        }
    }

    private static boolean made(Future<Boolean> result) throws InterruptedException {
        try {
            return result.get();
        }
        catch (ExecutionException ex) {
            throw new AssertionError("Neither made nor refused", ex);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        }
        catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

}
