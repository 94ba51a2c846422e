package io.ticketblue;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.accounts.staff.AlreadyStaff;
import io.ticketblue.accounts.staff.Invitations;
import io.ticketblue.accounts.staff.StaffSignUps;
import io.ticketblue.embedded.EmbeddedMail;
import io.ticketblue.embedded.EmbeddedMariaDb;
import io.ticketblue.embedded.EmbeddedRedis;
import io.ticketblue.embedded.opensearch.EmbeddedOpenSearch;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.embedded.toss.TossSimulatorSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts a real MariaDB, a real Redis, a mail server and a simulator of the payment
 * provider once for all tests of a run and gives every application context a database of
 * its own.
 */
public final class TestServers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** The first administrator of every database. */
    static final String ROOT = "root@ticketblue.example";

    private static final EmbeddedMariaDb MARIADB = EmbeddedMariaDb.startTemporary();

    private static final EmbeddedRedis REDIS = EmbeddedRedis.startTemporary();

    private static final EmbeddedMail MAIL = EmbeddedMail.start();

    private static final TossSimulator TOSS = TossSimulator.start(TossSimulatorSettings.defaults());

    private static @Nullable EmbeddedOpenSearch openSearch;

    static {
        // After the application contexts, which use them until they are closed.
        SpringApplication.getShutdownHandlers().add(TestServers::close);
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment().getPropertySources().addLast(new MapPropertySource("testServers", properties()));
        context.addApplicationListener(new InviteRoot());
    }

    /**
     * The settings of an installation with a fresh database.
     * @return settings by name
     */
    public static Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.datasource.url", freshDatabase());
        properties.put("spring.datasource.username", MARIADB.username());
        properties.put("spring.datasource.password", MARIADB.password());
        properties.put("spring.data.redis.url", REDIS.url());
        properties.put("spring.session.data.redis.namespace", "test:" + randomName());
        properties.put("ticketblue.cache.namespace", "test:" + randomName());
        properties.put("ticketblue.accounts.token-key", "dGVzdC1rZXktdGhhdC1zaWducy1ub3RoaW5nLW9mLXdvcnRoLWhlcmU=");
        properties.put("ticketblue.accounts.closing.address-key",
                "YWRkcmVzcy1oYXNoZXMtdGhhdC1wcm90ZWN0LW5vdGhpbmctaGVyZQ==");
        properties.put("management.server.port", "0");
        properties.put("spring.mail.host", MAIL.host());
        properties.put("spring.mail.port", Integer.toString(MAIL.smtpPort()));
        properties.put("ticketblue.mail.from", "TICKET BLUE 시험 <no-reply@ticketblue.example>");
        properties.put("ticketblue.accounts.invitations.wrong-codes", "100000");
        properties.put("ticketblue.accounts.password.memory", "1MB");
        properties.put("ticketblue.accounts.password.iterations", "1");
        properties.put("ticketblue.accounts.throttle.exempt-loopback", "true");
        properties.put("ticketblue.catalog.posters.directory", "target/test-posters/" + randomName());
        properties.put("ticketblue.search.directory", "target/test-search/" + randomName());
        properties.put("ticketblue.payment.toss.base-url", TOSS.url());
        properties.put("ticketblue.payment.toss.script-url", TOSS.url() + "/v2/standard");
        properties.put("ticketblue.payment.toss.client-key", TOSS.clientKey());
        properties.put("ticketblue.payment.toss.secret-key", TOSS.secretKey());
        properties.put("ticketblue.payment.reconcile-enabled", "false");
        properties.put("ticketblue.payment.notices.enabled", "false");
        properties.put("ticketblue.payment.daily.enabled", "false");
        return properties;
    }

    /**
     * The payment provider of all tests, for approving payments and making faults.
     * @return the running simulator
     */
    public static TossSimulator toss() {
        return TOSS;
    }

    /**
     * The mail server of all tests.
     * @return the running server, which keeps what it is sent
     */
    public static EmbeddedMail mail() {
        return MAIL;
    }

    /**
     * The OpenSearch of all tests, started when the first one asks for it. Indexes need
     * names of their own.
     * @return the running node
     */
    public static synchronized EmbeddedOpenSearch openSearch() {
        if (openSearch == null) {
            openSearch = EmbeddedOpenSearch.startTemporary();
        }
        return openSearch;
    }

    /**
     * The address of a database that does not exist yet and is made on first use.
     * @return a JDBC address
     */
    public static String freshDatabase() {
        return MARIADB.jdbcUrl("test_" + randomName()) + "?createDatabaseIfNotExist=true";
    }

    private static synchronized void close() {
        if (openSearch != null) {
            openSearch.close();
        }
        TOSS.close();
        MAIL.close();
        REDIS.close();
        MARIADB.close();
    }

    private static String randomName() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /** Makes the first administrator, who invites all other staff. */
    private static final class InviteRoot implements ApplicationListener<ApplicationReadyEvent> {

        @Override
        public void onApplicationEvent(ApplicationReadyEvent event) {
            ApplicationContext context = event.getApplicationContext();
            try {
                String code = context.getBean(Invitations.class).invite(ROOT, Role.ADMIN).code();
                context.getBean(StaffSignUps.class).join(new SignUp(ROOT, ApiClient.PASSWORD, "최관리"), code, null);
            }
            catch (AlreadyStaff ex) {
                // Two contexts have the same database.
            }
        }

    }

}
