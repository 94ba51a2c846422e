package io.ticketblue.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.TicketBlue;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.embedded.EmbeddedMariaDb;
import io.ticketblue.embedded.EmbeddedRedis;
import io.ticketblue.embedded.MariaDbSettings;
import io.ticketblue.embedded.toss.TossKeys;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.embedded.toss.TossSimulatorSettings;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The server under load, in a process of its own: the whole application on a real
 * database that writes every commit to the disk, and one more endpoint that does nothing.
 * It runs until its standard input ends.
 */
final class BenchServer {

    private static final int LOG_FILE_MEGABYTES = 1024;

    private BenchServer() {
    }

    /**
     * Starts everything and waits.
     * @param arguments those of the benchmark
     * @throws IOException if standard input or the directory cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        BenchOptions options = BenchOptions.parse(List.of(arguments));
        Path directory = Files.createDirectories(options.directory()).toAbsolutePath();
        byte[] tokenKey = new byte[32];
        new SecureRandom().nextBytes(tokenKey);
        try (EmbeddedMariaDb mariadb = EmbeddedMariaDb.start(MariaDbSettings.in(directory.resolve("mariadb"))
            .withMegabytes(options.bufferPoolMegabytes(), LOG_FILE_MEGABYTES));
                EmbeddedRedis redis = EmbeddedRedis.start(directory.resolve("redis"));
                TossSimulator toss = TossSimulator
                    .start(TossSimulatorSettings.defaults().withKeys(TossKeys.widget()))) {
            Runtime.getRuntime().addShutdownHook(new Thread(redis::close, "stops Redis"));
            Database database = new Database(mariadb.jdbcUrl("bench"), mariadb.username(), mariadb.password());
            empty(new Database(mariadb.jdbcUrl(), mariadb.username(), mariadb.password()));
            Map<String, String> settings = settings(database, redis, toss, tokenKey, directory);
            try (ConfigurableApplicationContext application = start(settings)) {
                int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
                List<String> tokens = new Crowd(application.getBean(Accounts.class), database, tokenKey)
                    .gather(options.people(), port);
                Files.write(directory.resolve(Stage.TOKENS), tokens);
                Stage stage = stage(application, options, port, mariadb.pid(), database, redis.url());
                JsonMapper.shared().writeValue(directory.resolve(Stage.FILE), stage);
                System.out.println(Stage.READY + " on port " + port);
                System.in.transferTo(OutputStream.nullOutputStream());
            }
        }
        System.exit(0);
    }

    private static void empty(Database database) {
        database.update("DROP DATABASE IF EXISTS bench");
        database.update("CREATE DATABASE bench");
    }

    private static Map<String, String> settings(Database database, EmbeddedRedis redis, TossSimulator toss,
            byte[] tokenKey, Path directory) {
        Map<String, String> settings = new HashMap<>();
        settings.put("server.port", "0");
        settings.put("management.server.port", "-1");
        settings.put("spring.datasource.url", database.url());
        settings.put("spring.datasource.username", database.username());
        settings.put("spring.datasource.password", database.password());
        settings.put("spring.data.redis.url", redis.url());
        settings.put("ticketblue.accounts.token-key", Base64.getEncoder().encodeToString(tokenKey));
        settings.put("ticketblue.accounts.closing.address-key", Base64.getEncoder().encodeToString(tokenKey));
        // As long as a whole run, so that neither tokens nor holds end in the middle of
        // it.
        settings.put("ticketblue.accounts.access-token-life", "3h");
        settings.put("ticketblue.booking.hold-for", "3h");
        settings.put("ticketblue.catalog.posters.directory", directory.resolve("posters").toString());
        settings.put("ticketblue.search.directory", directory.resolve("search").toString());
        settings.put("ticketblue.payment.toss.base-url", toss.url());
        settings.put("ticketblue.payment.toss.script-url", toss.url() + "/v2/standard");
        settings.put("ticketblue.payment.toss.client-key", toss.clientKey());
        settings.put("ticketblue.payment.toss.secret-key", toss.secretKey());
        return settings;
    }

    private static ConfigurableApplicationContext start(Map<String, String> settings) {
        SpringApplication application = new SpringApplication(TicketBlue.class);
        application.setRegisterShutdownHook(false);
        return application.run(settings.entrySet()
            .stream()
            .map((setting) -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new));
    }

    private static Stage stage(ConfigurableApplicationContext application, BenchOptions options, int port, long pid,
            Database database, String redis) {
        StageBuilder builder = new StageBuilder(application.getBean(CatalogAdmin.class),
                application.getBean(Catalog.class), application.getBean(Clock.class));
        // One round more, for the crowds that want the same seats.
        Hall arena = builder.hall("Arena", BenchOptions.ARENA, options.roundsOfAllHolds() + 1);
        return new Stage(port, pid, database, redis, arena, builder.hall("Theatre", 1_000, 12),
                builder.hall("Opera", 3_000, 1));
    }

}
