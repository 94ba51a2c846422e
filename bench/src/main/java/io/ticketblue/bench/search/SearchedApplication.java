package io.ticketblue.bench.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.ticketblue.TicketBlue;
import io.ticketblue.bench.Database;
import io.ticketblue.embedded.EmbeddedMariaDb;
import io.ticketblue.embedded.EmbeddedRedis;
import io.ticketblue.embedded.MariaDbSettings;
import io.ticketblue.search.indexing.IndexStatus;
import io.ticketblue.search.indexing.SearchIndexes;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The whole application in this process, with Lucene's files, on a generated database.
 */
final class SearchedApplication implements AutoCloseable {

    private static final int LOG_FILE_MEGABYTES = 1024;

    private static final Duration LONGEST_BUILD = Duration.ofMinutes(30);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final EmbeddedMariaDb mariadb;

    private final EmbeddedRedis redis;

    private final ConfigurableApplicationContext context;

    private final Path index;

    private final Instant began;

    private SearchedApplication(EmbeddedMariaDb mariadb, EmbeddedRedis redis, ConfigurableApplicationContext context,
            Path index, Instant began) {
        this.mariadb = mariadb;
        this.redis = redis;
        this.context = context;
        this.index = index;
        this.began = began;
    }

    /** Starts the servers and the application, which begins to build its index. */
    static SearchedApplication start(SearchBenchOptions options) {
        Path directory = options.directory().toAbsolutePath();
        // Else MariaDB leaves out words of less than three letters, which are most of the
        // Korean ones.
        EmbeddedMariaDb mariadb = EmbeddedMariaDb.start(MariaDbSettings.in(directory.resolve("mariadb"))
            .withMegabytes(options.bufferPoolMegabytes(), LOG_FILE_MEGABYTES)
            .withArguments("--innodb-ft-min-token-size=1", "--innodb-ft-enable-stopword=OFF"));
        EmbeddedRedis redis = EmbeddedRedis.start(directory.resolve("redis"));
        Path index = directory.resolve("search-bench");
        deleted(index);
        SpringApplication application = new SpringApplication(TicketBlue.class);
        application.setRegisterShutdownHook(false);
        Map<String, String> settings = settings(mariadb, redis, directory, index);
        Instant began = Clock.systemUTC().instant();
        return new SearchedApplication(mariadb, redis,
                application.run(settings.entrySet()
                    .stream()
                    .map((setting) -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new)),
                index, began);
    }

    private static void deleted(Path index) {
        try {
            FileSystemUtils.deleteRecursively(index);
        }
        catch (IOException ex) {
            throw new IllegalStateException("The former search index could not be deleted: " + index, ex);
        }
    }

    private static Map<String, String> settings(EmbeddedMariaDb mariadb, EmbeddedRedis redis, Path directory,
            Path index) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        String encoded = Base64.getEncoder().encodeToString(key);
        Map<String, String> settings = new HashMap<>();
        settings.put("server.port", "0");
        settings.put("management.server.port", "-1");
        settings.put("spring.datasource.url", mariadb.jdbcUrl());
        settings.put("spring.datasource.username", mariadb.username());
        settings.put("spring.datasource.password", mariadb.password());
        settings.put("spring.data.redis.url", redis.url());
        settings.put("ticketblue.accounts.token-key", encoded);
        settings.put("ticketblue.accounts.closing.address-key", encoded);
        settings.put("ticketblue.catalog.posters.directory", directory.resolve("posters").toString());
        settings.put("ticketblue.search.directory", index.toString());
        settings.put("ticketblue.payment.toss.client-key", "test_ck_nobody_pays_here");
        settings.put("ticketblue.payment.toss.secret-key", "test_sk_nobody_pays_here");
        settings.put("ticketblue.payment.reconcile-enabled", "false");
        settings.put("ticketblue.payment.notices.enabled", "false");
        settings.put("ticketblue.payment.daily.enabled", "false");
        return settings;
    }

    <T> T bean(Class<T> type) {
        return this.context.getBean(type);
    }

    Database database() {
        return new Database(this.mariadb.jdbcUrl(), this.mariadb.username(), this.mariadb.password());
    }

    /** How many documents can be found once everything that has changed can be. */
    long documents() {
        SearchIndexes indexes = bean(SearchIndexes.class);
        await(() -> {
            IndexStatus status = indexes.status();
            return status.lag().isZero() && status.documents() != null && status.documents() > 0
                    && status.indexes().stream().allMatch((one) -> one.rebuild() == null);
        });
        Long documents = indexes.status().documents();
        return (documents != null) ? documents : 0;
    }

    /**
     * Waits until each index is built and says how many seconds that took, from the
     * beginning of the rebuild to its activation. All are built at the same time.
     */
    Map<String, Double> builds() {
        SearchIndexes indexes = bean(SearchIndexes.class);
        await(() -> {
            List<IndexStatus.Index> all = indexes.status().indexes();
            return !all.isEmpty() && all.stream().allMatch(this::isBuilt);
        });
        Map<String, Double> seconds = new HashMap<>();
        indexes.status()
            .indexes()
            .forEach((one) -> seconds.put(one.name(),
                    database().number("SELECT TIMESTAMPDIFF(MICROSECOND, rebuild_started_at, activated_at) "
                            + "FROM search_index WHERE name = '" + one.name() + "'") / 1e6));
        return Map.copyOf(seconds);
    }

    /** The database remembers an earlier one, whose files are gone. */
    private boolean isBuilt(IndexStatus.Index index) {
        return index.rebuild() == null && index.documents() != null && index.activatedAt() != null
                && index.activatedAt().isAfter(this.began);
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + LONGEST_BUILD.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException("The search index was not ready within " + LONGEST_BUILD);
            }
            try {
                Thread.sleep(LOOK_AGAIN);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for the search index", ex);
            }
        }
    }

    /** How many bytes Lucene's files of an index have. */
    long indexBytes(String name) {
        try (Stream<Path> files = Files.walk(this.index)) {
            return files.filter(Files::isRegularFile)
                .filter((file) -> this.index.relativize(file).toString().startsWith(name))
                .mapToLong((file) -> file.toFile().length())
                .sum();
        }
        catch (IOException ex) {
            throw new IllegalStateException("The search index could not be read", ex);
        }
    }

    @Override
    public void close() {
        this.context.close();
        this.redis.close();
        this.mariadb.close();
    }

}
