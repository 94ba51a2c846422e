package io.ticketblue.catalog.internal;

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

    /** The control: who looks first and writes then, without the lock, makes several. */
    @Test
    void wouldNoticeRoundsMadeWithoutTheLock() throws Exception {
        CyclicBarrier looked = new CyclicBarrier(STAFF);
        int made = race((start) -> new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
            boolean free = this.rounds.of(List.of(this.performance)).isEmpty();
            await(looked);
            if (!free) {
                throw new RoundsTooClose(start, start);
            }
            this.rounds.insert(this.performance, start, NOON.minus(Duration.ofDays(1)), NOON, NOON);
        }));
        assertThat(made).isGreaterThan(1);
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
                    catch (RoundsTooClose ex) {
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
