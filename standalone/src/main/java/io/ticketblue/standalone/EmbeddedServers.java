package io.ticketblue.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.ticketblue.embedded.EmbeddedMail;
import io.ticketblue.embedded.EmbeddedMariaDb;
import io.ticketblue.embedded.EmbeddedRedis;
import io.ticketblue.embedded.MariaDbSettings;
import io.ticketblue.embedded.Supervisor;
import io.ticketblue.embedded.replication.ReplicatedMariaDb;
import io.ticketblue.embedded.toss.TossKeys;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.embedded.toss.TossSimulatorSettings;
import org.jspecify.annotations.Nullable;

/**
 * The servers beside the application. They start side by side, and beside the application
 * too, which waits for an address only when it needs it.
 */
final class EmbeddedServers implements AutoCloseable {

    private static final int SIMULATOR_OFFSET = 10;

    private static final int INBOX_OFFSET = 20;

    /** As long as {@code ticketblue.booking.deposit-for} when nothing else is set. */
    private static final Duration DEPOSIT_FOR = Duration.ofHours(24);

    private final CompletableFuture<EmbeddedMariaDb> database;

    /** The database and its replica, null without one. */
    private final @Nullable CompletableFuture<ReplicatedMariaDb> replicated;

    private final CompletableFuture<EmbeddedRedis> redis;

    private final CompletableFuture<EmbeddedMail> mail;

    private final CompletableFuture<TossSimulator> toss;

    /** They start the processes again that crash; the other servers are in this one. */
    private final List<CompletableFuture<Supervisor>> supervisors;

    private EmbeddedServers(LaunchSettings settings, TossKeys keys) {
        Executor threads = (task) -> Thread.ofPlatform().name("embedded").start(task);
        Path directory = settings.directory();
        MariaDbSettings mariadb = MariaDbSettings.in(directory.resolve("mariadb")).closedByCaller();
        this.replicated = settings.replica() ? CompletableFuture
            .supplyAsync(() -> ReplicatedMariaDb.start(mariadb, directory.resolve("mariadb-replica")), threads) : null;
        this.database = (this.replicated != null) ? this.replicated.thenApply(ReplicatedMariaDb::primary)
                : CompletableFuture.supplyAsync(() -> EmbeddedMariaDb.start(mariadb), threads);
        this.redis = CompletableFuture.supplyAsync(() -> EmbeddedRedis.start(directory.resolve("redis")), threads);
        this.toss = CompletableFuture.supplyAsync(() -> TossSimulator.start(TossSimulatorSettings.defaults()
            .withPort(near(settings.port(), SIMULATOR_OFFSET))
            .withKeys(keys)
            .withDepositFor(DEPOSIT_FOR)
            .withDirectory(directory.resolve("toss"))), threads);
        this.mail = CompletableFuture.supplyAsync(() -> EmbeddedMail.start(0, near(settings.port(), INBOX_OFFSET)),
                threads);
        this.supervisors = new ArrayList<>(
                List.of(this.database.thenApply(Supervisor::watch), this.redis.thenApply(Supervisor::watch)));
        if (this.replicated != null) {
            this.supervisors.add(this.replicated.thenApply((both) -> Supervisor.watch(both.replica())));
        }
    }

    /**
     * Begins to start all servers.
     * @param settings where they keep their data
     * @param keepsakes keeps the payment keys, so that payments outlive a restart
     * @return the servers, which may still be starting
     */
    static EmbeddedServers start(LaunchSettings settings, Keepsakes keepsakes) {
        TossKeys fresh = TossKeys.widget();
        return new EmbeddedServers(settings, new TossKeys(keepsakes.get("toss.client-key", fresh::clientKey),
                keepsakes.get("toss.secret-key", fresh::secretKey)));
    }

    /** An address that stays the same from start to start, if nobody else has it. */
    private static int near(int port, int offset) {
        if (port == 0) {
            return 0;
        }
        try (ServerSocket probe = new ServerSocket(port + offset, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return probe.getLocalPort();
        }
        catch (IOException | IllegalArgumentException ex) {
            return 0;
        }
    }

    /**
     * What the application needs to know of the servers, found out when it is asked for.
     */
    Map<String, Supplier<String>> settings() {
        Map<String, Supplier<String>> settings = new LinkedHashMap<>();
        settings.put("spring.datasource.url", () -> await(this.database).jdbcUrl());
        settings.put("spring.datasource.username", () -> await(this.database).username());
        settings.put("spring.datasource.password", () -> await(this.database).password());
        CompletableFuture<ReplicatedMariaDb> both = this.replicated;
        if (both != null) {
            settings.put("ticketblue.database.replica.url", () -> await(both).replica().jdbcUrl());
            settings.put("ticketblue.database.replica.username", () -> await(both).readerName());
            settings.put("ticketblue.database.replica.password", () -> await(both).readerPassword());
        }
        settings.put("spring.data.redis.url", () -> await(this.redis).url());
        settings.put("spring.mail.host", () -> await(this.mail).host());
        settings.put("spring.mail.port", () -> Integer.toString(await(this.mail).smtpPort()));
        settings.put("ticketblue.payment.toss.base-url", () -> toss().url());
        settings.put("ticketblue.payment.toss.script-url", () -> toss().url() + "/v2/standard");
        settings.put("ticketblue.payment.toss.client-key", () -> toss().clientKey());
        settings.put("ticketblue.payment.toss.secret-key", () -> toss().secretKey());
        settings.put("ticketblue.pages.payment-origins", () -> toss().url());
        return settings;
    }

    TossSimulator toss() {
        return await(this.toss);
    }

    String inboxUrl() {
        return await(this.mail).inboxUrl();
    }

    private static <T> T await(CompletableFuture<T> server) {
        try {
            return server.join();
        }
        catch (CompletionException ex) {
            if (ex.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw ex;
        }
    }

    /**
     * Lets the processes end: Ctrl-C reaches them as well as this one, and the
     * application is stopped before them.
     */
    void endSupervision() {
        this.supervisors.forEach(EmbeddedServers::close);
    }

    /** Stops what has started, the database last. */
    @Override
    public void close() {
        endSupervision();
        close(this.mail);
        close(this.toss);
        close(this.redis);
        close((this.replicated != null) ? this.replicated : this.database);
    }

    private static void close(CompletableFuture<? extends AutoCloseable> server) {
        server.handle((started, failure) -> started).thenAccept((started) -> {
            if (started != null) {
                try {
                    started.close();
                }
                catch (Exception ex) {
                    System.err.println("Could not be stopped: " + ex.getMessage());
                }
            }
        }).join();
    }

}
