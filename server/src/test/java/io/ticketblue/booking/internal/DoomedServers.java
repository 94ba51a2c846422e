package io.ticketblue.booking.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.ticketblue.ServerProcess;
import io.ticketblue.TestServers;
import io.ticketblue.payment.internal.HaltingPoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Server processes over the database of a test, one after the other: such as die between
 * two steps, and one that lives.
 */
final class DoomedServers {

    private final String database;

    private final Path logs;

    DoomedServers(String database, Path logs) {
        this.database = database;
        this.logs = logs;
    }

    /**
     * Starts a server that settles nothing by itself, and waits until it is well.
     * @param threads how many threads stand when it dies
     * @param points the points of those that serve no request
     */
    ServerProcess first(int threads, String... points) throws IOException {
        Map<String, Object> settings = halting("first", threads, points);
        settings.put("ticketblue.payment.reconcile-enabled", false);
        settings.put("ticketblue.payment.notices.enabled", false);
        return ServerProcess.start(settings, this.logs.resolve("first.log"));
    }

    /** Waits until so many threads of the first server stand. */
    void awaitStanding(int threads) {
        Path log = this.logs.resolve("first.points");
        await().atMost(Duration.ofMinutes(1))
            .ignoreException(NoSuchFileException.class)
            .untilAsserted(() -> assertThat(Files.readAllLines(log)).hasSizeGreaterThanOrEqualTo(threads));
    }

    /** Lets a server settle what was left open until it dies of it. */
    void dieSettling(String... points) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.launch(halting("second", points.length, points),
                this.logs.resolve("second.log"))) {
            assertThat(server.ended()).isEqualTo(HaltingPoints.EXIT);
        }
    }

    /** Starts a server that settles everything. */
    ServerProcess last() throws IOException {
        return ServerProcess.start(settings(), this.logs.resolve("last.log"));
    }

    private Map<String, Object> halting(String name, int threads, String... points) {
        Map<String, Object> settings = settings();
        settings.put(HaltingPoints.THREADS, threads);
        settings.put(HaltingPoints.PROPERTY, String.join(",", points));
        settings.put(HaltingPoints.LOG, this.logs.resolve(name + ".points"));
        return settings;
    }

    /**
     * Everything that others wait for comes soon, every thread may stand, and what nobody
     * uses is not made, so that a server is up in less time.
     */
    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(TestServers.properties());
        settings.put("spring.datasource.url", this.database);
        settings.put("spring.main.lazy-initialization", true);
        settings.put("ticketblue.search.backend", "NONE");
        settings.put("springdoc.api-docs.enabled", false);
        settings.put("spring.datasource.hikari.maximum-pool-size", 60);
        settings.put("ticketblue.booking.expire-every", "1s");
        settings.put("ticketblue.payment.reconcile-enabled", true);
        settings.put("ticketblue.payment.reconcile-every", "200ms");
        settings.put("ticketblue.payment.reconcile-grace", "200ms");
        settings.put("ticketblue.payment.deposit-look-every", "1s");
        settings.put("ticketblue.payment.notices.enabled", true);
        settings.put("ticketblue.payment.notices.every", "500ms");
        settings.put("ticketblue.payment.notices.workers", 20);
        settings.put("ticketblue.payment.notices.unsigned-per-minute", 1000);
        return settings;
    }

}
