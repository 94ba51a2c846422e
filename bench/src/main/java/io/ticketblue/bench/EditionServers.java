package io.ticketblue.bench;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import io.ticketblue.embedded.EmbeddedMariaDb;
import io.ticketblue.embedded.EmbeddedRedis;
import io.ticketblue.embedded.MariaDbSettings;
import io.ticketblue.embedded.toss.TossKeys;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.embedded.toss.TossSimulatorSettings;

/** The servers that several editions share, each with a database of its own. */
final class EditionServers implements AutoCloseable {

    private static final int LOG_FILE_MEGABYTES = 1024;

    private final EmbeddedMariaDb mariadb;

    private final EmbeddedRedis redis;

    private final TossSimulator toss;

    private final byte[] tokenKey = new byte[32];

    private final Path directory;

    EditionServers(BenchOptions options) {
        this.directory = options.directory().toAbsolutePath();
        this.mariadb = EmbeddedMariaDb.start(MariaDbSettings.in(this.directory.resolve("mariadb"))
            .withMegabytes(options.bufferPoolMegabytes(), LOG_FILE_MEGABYTES));
        this.redis = EmbeddedRedis.start(this.directory.resolve("redis"));
        this.toss = TossSimulator.start(TossSimulatorSettings.defaults().withKeys(TossKeys.widget()));
        new SecureRandom().nextBytes(this.tokenKey);
    }

    byte[] tokenKey() {
        return this.tokenKey.clone();
    }

    long databasePid() {
        return this.mariadb.pid();
    }

    Database database(String name) {
        return new Database(this.mariadb.jdbcUrl(name), this.mariadb.username(), this.mariadb.password());
    }

    /** An empty database and the settings of an edition on it. */
    Map<String, String> settings(String name) {
        Database all = new Database(this.mariadb.jdbcUrl(), this.mariadb.username(), this.mariadb.password());
        all.update("DROP DATABASE IF EXISTS `" + name + "`");
        all.update("CREATE DATABASE `" + name + "`");
        Database own = database(name);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spring.datasource.url", own.url());
        settings.put("spring.datasource.username", own.username());
        settings.put("spring.datasource.password", own.password());
        settings.put("spring.data.redis.url", this.redis.url());
        settings.put("spring.session.data.redis.namespace", "bench:" + name);
        settings.put("ticketblue.accounts.token-key", Base64.getEncoder().encodeToString(this.tokenKey));
        settings.put("ticketblue.accounts.closing.address-key", Base64.getEncoder().encodeToString(this.tokenKey));
        settings.put("ticketblue.accounts.access-token-life", "3h");
        // All people come from this machine.
        settings.put("ticketblue.accounts.throttle.address-failures", "1000000");
        settings.put("ticketblue.booking.hold-for", "3h");
        settings.put("ticketblue.catalog.posters.directory", this.directory.resolve("posters-" + name).toString());
        settings.put("ticketblue.search.directory", this.directory.resolve("search-" + name).toString());
        settings.put("ticketblue.payment.toss.base-url", this.toss.url());
        settings.put("ticketblue.payment.toss.script-url", this.toss.url() + "/v2/standard");
        settings.put("ticketblue.payment.toss.client-key", this.toss.clientKey());
        settings.put("ticketblue.payment.toss.secret-key", this.toss.secretKey());
        return settings;
    }

    @Override
    public void close() {
        this.toss.close();
        this.redis.close();
        this.mariadb.close();
    }

}
