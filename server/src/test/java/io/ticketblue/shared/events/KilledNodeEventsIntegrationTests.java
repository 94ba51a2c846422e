package io.ticketblue.shared.events;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.ServerProcess;
import io.ticketblue.TestServers;
import io.ticketblue.VerificationMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A node is killed while it delivers an event; the node of this test takes over. */
@IntegrationTest
@Timeout(300)
class KilledNodeEventsIntegrationTests {

    private static final Duration LONGEST_DELIVERY = Duration.ofMinutes(2);

    @Autowired
    private Environment environment;

    @Autowired
    private JdbcClient sql;

    @Test
    void sendsTheMailThatAKilledNodeWasSending(@TempDir Path logs) throws Exception {
        String email = UUID.randomUUID() + "@example.com";
        long account = registerAndKill(email, logs.resolve("killed.log"));
        assertThat(statuses(account)).containsExactly("PROCESSING");
        assertThat(VerificationMail.to(email)).isEmpty();
        // Two minutes have passed here, not counting the scheduled intervals.
        this.sql.sql("""
                UPDATE EVENT_PUBLICATION SET PUBLICATION_DATE = PUBLICATION_DATE - INTERVAL :seconds SECOND,
                    LAST_RESUBMISSION_DATE = LAST_RESUBMISSION_DATE - INTERVAL :seconds SECOND
                WHERE LISTENER_ID = :listener AND SERIALIZED_EVENT LIKE :event""")
            .param("seconds", LONGEST_DELIVERY.toSeconds())
            .param("listener", "accounts.verification-mail")
            .param("event", like(account))
            .update();
        VerificationMail.await(email, 1);
        await().untilAsserted(() -> assertThat(statuses(account)).isEmpty());
    }

    /** The node's mail server takes connections and says nothing. */
    private long registerAndKill(String email, Path log) throws Exception {
        try (ServerSocket mail = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            mail.setSoTimeout(60_000);
            Map<String, Object> settings = TestServers.properties();
            settings.put("spring.datasource.url", this.environment.getRequiredProperty("spring.datasource.url"));
            settings.put("spring.main.lazy-initialization", true);
            settings.put("ticketblue.search.backend", "NONE");
            settings.put("springdoc.api-docs.enabled", false);
            settings.put("spring.mail.host", mail.getInetAddress().getHostAddress());
            settings.put("spring.mail.port", mail.getLocalPort());
            settings.put("spring.mail.properties.mail.smtp.timeout", 60_000);
            try (ServerProcess server = ServerProcess.start(settings, log)) {
                ApiClient.Answer made = ApiClient.at(server.port())
                    .post("/api/accounts", Map.of("email", email, "password", ApiClient.PASSWORD, "name", "김관객"));
                assertThat(made.status()).as(made.toString()).isEqualTo(201);
                try (Socket sending = mail.accept()) {
                    assertThat(sending.isConnected()).isTrue();
                    server.kill();
                }
                return made.body().get("id").asLong();
            }
        }
    }

    private List<String> statuses(long account) {
        return this.sql
            .sql("SELECT STATUS FROM EVENT_PUBLICATION WHERE LISTENER_ID = :listener AND SERIALIZED_EVENT LIKE :event")
            .param("listener", "accounts.verification-mail")
            .param("event", like(account))
            .query(String.class)
            .list();
    }

    private static String like(long account) {
        return "%\"account\":" + account + ",%";
    }

}
