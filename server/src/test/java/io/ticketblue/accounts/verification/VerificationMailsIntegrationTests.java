package io.ticketblue.accounts.verification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.ticketblue.IntegrationTest;
import io.ticketblue.RefusingMailServer;
import io.ticketblue.VerificationMail;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.embedded.ReceivedMail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.test.web.servlet.client.RestTestClient;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.accounts.verification.VerificationScene.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The mails with the links, and mail servers that do not take them. */
@IntegrationTest
class VerificationMailsIntegrationTests {

    @Autowired
    private RestTestClient http;

    @Autowired
    private Accounts accounts;

    @Autowired
    private JavaMailSenderImpl sender;

    @Autowired
    private FailedEventPublications failed;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Clock clock;

    private VerificationScene scene;

    @BeforeEach
    void prepare() {
        this.scene = new VerificationScene(this.http, this.accounts, this.sql);
    }

    @Test
    void writesInTheLanguageOfTheAccount() {
        String email = this.scene.signUp("en");
        ReceivedMail mail = VerificationMail.await(email, 1);
        assertThat(mail.subject()).isEqualTo("[TICKET BLUE] Please verify your email address");
        assertThat(mail.text()).contains("The link works once, until", "KST");

        this.scene.api().signedIn(email, PASSWORD).patch("/api/me", Map.of("language", "ko"));
        this.scene.api().in("en").post(PATH, Map.of("email", email));
        assertThat(VerificationMail.await(email, 2).subject()).contains("인증해 주세요");
    }

    @Test
    void signsPeopleUpWhileTheMailServerIsGoneAndWritesWhenItIsBack() {
        int port = this.sender.getPort();
        String email;
        try {
            this.sender.setPort(1);
            email = this.scene.signUp("ko");
            await().untilAsserted(() -> assertThat(this.scene.failures(email)).isEqualTo(1));
            assertThat(VerificationMail.to(email)).isEmpty();
        }
        finally {
            this.sender.setPort(port);
        }
        this.failed.resubmit(ResubmissionOptions.defaults());
        assertThat(this.scene.verify(VerificationMail.token(VerificationMail.await(email, 1))).status()).isEqualTo(204);
    }

    @Test
    void givesUpWritingAfterSomeHours() {
        int port = this.sender.getPort();
        String email;
        try {
            this.sender.setPort(1);
            email = this.scene.signUp("ko");
            await().untilAsserted(() -> assertThat(this.scene.failures(email)).isEqualTo(1));
        }
        finally {
            this.sender.setPort(port);
        }
        Instant longAgo = this.clock.instant().minus(Duration.ofHours(7));
        this.sql.sql("""
                UPDATE EVENT_PUBLICATION
                SET SERIALIZED_EVENT = REGEXP_REPLACE(SERIALIZED_EVENT, '"at":"[^"]+"', CONCAT('"at":"', :at, '"'))
                WHERE SERIALIZED_EVENT REGEXP :event
                """).param("at", longAgo.toString()).param("event", this.scene.event(email)).update();
        this.failed.resubmit(ResubmissionOptions.defaults());
        await().untilAsserted(() -> assertThat(this.scene.publications(email)).isZero());
        assertThat(VerificationMail.to(email)).isEmpty();
    }

    @Test
    void writesNoMoreToAnAddressThatTheMailServerRefusesForGood() {
        int port = this.sender.getPort();
        String email;
        try (RefusingMailServer refusing = new RefusingMailServer("550 5.1.1 No such mailbox")) {
            this.sender.setPort(refusing.port());
            email = this.scene.signUp("ko");
            await()
                .untilAsserted(() -> assertThat(this.scene.publications(email)).as("delivered, not failed").isZero());
        }
        finally {
            this.sender.setPort(port);
        }
        assertThat(VerificationMail.to(email)).isEmpty();
        assertThat(this.scene.api().post(PATH, Map.of("email", email)).status()).as("if it was set up later")
            .isEqualTo(202);
        assertThat(this.scene.verify(VerificationMail.token(VerificationMail.await(email, 1))).status()).isEqualTo(204);
    }

    @Test
    void storesNoToken() {
        String email = this.scene.signUp("ko");
        String token = VerificationMail.token(VerificationMail.await(email, 1));
        assertThat(this.sql.sql(
                "SELECT COUNT(*) FROM email_verification WHERE token_hash = :token OR token_hash = UNHEX(SHA2(:token, 256))")
            .param("token", token)
            .query(Long.class)
            .single()).isEqualTo(1);
        assertThat(this.sql.sql("SELECT COUNT(*) FROM EVENT_PUBLICATION WHERE SERIALIZED_EVENT LIKE :token")
            .param("token", "%" + token + "%")
            .query(Long.class)
            .single()).isZero();
    }

}
