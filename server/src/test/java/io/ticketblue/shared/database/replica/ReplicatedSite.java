package io.ticketblue.shared.database.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.Examples;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.embedded.EmbeddedRedis;
import io.ticketblue.embedded.replication.ReplicatedMariaDb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A site whose database has a replica, with servers of its own, which tests may kill. One
 * application for all tests that extend this.
 */
@IntegrationTest
@Import(ServersOfTransactions.class)
abstract class ReplicatedSite {

    static final Duration LONGEST = Duration.ofSeconds(40);

    static final ReplicatedMariaDb SERVERS = ReplicatedMariaDb.startTemporary();

    static final EmbeddedRedis REDIS = EmbeddedRedis.startTemporary();

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    static {
        SpringApplication.getShutdownHandlers().add(() -> {
            SERVERS.close();
            REDIS.close();
        });
    }

    @Autowired
    Catalog catalog;

    @Autowired
    CatalogAdmin admin;

    @Autowired
    ReplicaStatus status;

    @Autowired
    ReplicaReads reads;

    @Autowired
    ServersOfTransactions transactions;

    @Autowired
    RecentWriters writers;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void ownServers(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", SERVERS.primary()::jdbcUrl);
        registry.add("spring.datasource.username", SERVERS.primary()::username);
        registry.add("spring.datasource.password", SERVERS.primary()::password);
        registry.add("spring.data.redis.url", REDIS::url);
        registry.add("ticketblue.database.replica.url", SERVERS.replica()::jdbcUrl);
        registry.add("ticketblue.database.replica.username", SERVERS::readerName);
        registry.add("ticketblue.database.replica.password", SERVERS::readerPassword);
        registry.add("ticketblue.database.replica.check-every", () -> "200ms");
        // What is kept is loaded from the primary; without a cache each request reads for
        // itself.
        registry.add("ticketblue.cache.levels", () -> "none");
    }

    @BeforeEach
    @AfterEach
    void awaitReplicaInUse() {
        await().atMost(LONGEST).until(this.status::isInUse);
    }

    @BeforeEach
    void awaitRepairedWriters() {
        await().atMost(LONGEST).until(() -> !this.writers.isBehind());
    }

    static void signal(String name, long pid) {
        try {
            assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start().waitFor())
                .isZero();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** The replica has what is committed on the primary now. */
    static void awaitReplicated() {
        SERVERS.awaitCaughtUp(LONGEST);
    }

    /**
     * Ends the process at once; {@link EmbeddedRedis#startAgain} brings it back, empty.
     */
    static void killRedis() {
        ProcessHandle.of(REDIS.pid()).orElseThrow().destroyForcibly();
        REDIS.ended().join();
    }

    PerformanceId newPerformance() {
        return this.admin.createPerformance(Examples.performance(this.admin.createVenue(Examples.venue(200))), null);
    }

    RoundId openRound(PerformanceId performance) {
        return this.admin
            .openRounds(performance,
                    new OpenRounds(List.of(Examples.START.atTime(LocalTime.of(19, 30)).atZone(SEOUL).toInstant()),
                            LocalDate.of(2026, 1, 1).atStartOfDay(SEOUL).toInstant(), null))
            .getFirst();
    }

    /** Gives it another title, as a background job would: nobody's own change. */
    String rename(PerformanceId id) {
        PerformanceView view = this.catalog.performance(id);
        SavePerformance example = Examples.performance(view.venue().id());
        this.admin.changePerformance(id, example, null);
        assertThat(this.catalog.performance(id).title()).isEqualTo(example.title());
        return example.title();
    }

}
