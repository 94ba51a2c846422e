package io.ticketblue.accounts.verification;

import java.util.Locale;
import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.VerificationMail;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.closing.AccountClosings;
import io.ticketblue.embedded.ReceivedMail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.ApiClient.newEmail;
import static io.ticketblue.accounts.verification.VerificationScene.PATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Links that verify addresses, and what comes with a verified address. */
@IntegrationTest
class EmailVerificationIntegrationTests {

    @Autowired
    private RestTestClient http;

    @Autowired
    private Accounts accounts;

    @Autowired
    private AccountClosings closings;

    @Autowired
    private EmailVerifications verifications;

    @Autowired
    private JdbcClient sql;

    private VerificationScene scene;

    @BeforeEach
    void prepare() {
        this.scene = new VerificationScene(this.http, this.accounts, this.sql);
    }

    @Test
    void verifiesAnAddressOnceByTheMailedLinkAndGivesTheWelcomeCoupon() {
        String email = this.scene.signUp("ko");
        ApiClient person = this.scene.api().signedIn(email, PASSWORD);
        assertThat(person.get("/api/me").body().path("emailVerifiedAt").isNull()).isTrue();

        ReceivedMail mail = VerificationMail.await(email, 1);
        assertThat(mail.from()).contains("no-reply@ticketblue.example");
        assertThat(mail.subject()).isEqualTo("[TICKET BLUE] 이메일 주소를 인증해 주세요");
        String token = VerificationMail.token(mail);
        assertThat(this.verifications.isGood(token)).as("looking uses nothing up").isTrue();
        assertThat(this.scene.coupons(person)).as("before the address is verified").isZero();

        assertThat(this.scene.verify(token).status()).isEqualTo(204);
        assertThat(person.get("/api/me").text("emailVerifiedAt")).isNotEmpty();
        await().untilAsserted(() -> assertThat(this.scene.coupons(person)).isEqualTo(1));

        Answer again = this.scene.verify(token);
        assertThat(again.status()).isEqualTo(410);
        assertThat(again.code()).isEqualTo("accounts.link-expired");
        await().untilAsserted(() -> assertThat(this.scene.publications(email)).as("left to be delivered").isZero());
    }

    @Test
    void makesEarlierLinksVoidByAnotherMail() {
        String email = this.scene.signUp("ko");
        String first = VerificationMail.token(VerificationMail.await(email, 1));
        assertThat(this.scene.api().post(PATH, Map.of("email", " " + email.toUpperCase(Locale.ROOT))).status())
            .isEqualTo(202);
        String second = VerificationMail.token(VerificationMail.await(email, 2));
        assertThat(this.scene.verify(first).status()).isEqualTo(410);
        assertThat(this.scene.verify(second).status()).isEqualTo(204);
    }

    @Test
    void refusesLinksThatAreUnknownOrWhoseTimeIsOver() {
        assertThat(this.scene.verify("nothing").status()).isEqualTo(410);
        String email = this.scene.signUp("ko");
        String token = VerificationMail.token(VerificationMail.await(email, 1));
        this.sql.sql("""
                UPDATE email_verification SET issued_at = '2026-01-01', expires_at = '2026-01-02'
                WHERE account_id = :id
                """).param("id", this.scene.account(email).id().value()).update();
        assertThat(this.verifications.isGood(token)).isFalse();
        assertThat(this.scene.verify(token).status()).isEqualTo(410);
        assertThat(this.scene.account(email).emailVerified()).isFalse();
    }

    @Test
    void answersTheSameWhateverTheAddressIsAndLimitsMails() {
        String nobody = newEmail();
        for (int i = 0; i < 5; i++) {
            assertThat(this.scene.api().post(PATH, Map.of("email", nobody)).status()).isEqualTo(202);
        }
        Answer refused = this.scene.api().post(PATH, Map.of("email", nobody));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("accounts.too-many-mails");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 3600);
        assertThat(VerificationMail.to(nobody)).isEmpty();
        assertThat(this.scene.api().post(PATH, Map.of("email", "nobody")).fields()).containsExactly("email");
        assertThat(this.scene.api().post(PATH, Map.of()).fields()).containsExactly("email");
    }

    @Test
    void writesNoMoreToWhoIsVerified() {
        String email = this.scene.signUp("ko");
        assertThat(this.scene.verify(VerificationMail.token(VerificationMail.await(email, 1))).status()).isEqualTo(204);
        assertThat(this.scene.api().post(PATH, Map.of("email", email)).status()).isEqualTo(202);
        await().untilAsserted(() -> assertThat(this.scene.publications(email)).isZero());
        assertThat(VerificationMail.to(email)).hasSize(1);
    }

    @Test
    void takesTheWordOfTheAdministratorForInvitedAddresses() {
        String email = newEmail();
        this.scene.api().joinStaff(email, PASSWORD, Role.BOX_OFFICE);
        AccountView staff = this.scene.account(email);
        assertThat(staff.emailVerified()).isTrue();
        await().untilAsserted(() -> assertThat(this.scene.publications(email)).isZero());
        assertThat(VerificationMail.to(email)).isEmpty();
        assertThat(this.scene.coupons(this.scene.api().signedIn(email, PASSWORD))).as("for buyers only").isZero();
    }

    @Test
    void forgetsTheLinkOfAnAccountThatIsClosed() {
        String email = this.scene.signUp("ko");
        String token = VerificationMail.token(VerificationMail.await(email, 1));
        AccountId id = this.scene.account(email).id();
        this.closings.close(id, PASSWORD);
        assertThat(this.scene.verify(token).status()).isEqualTo(410);
        assertThat(this.sql.sql("SELECT COUNT(*) FROM email_verification WHERE account_id = :id")
            .param("id", id.value())
            .query(Long.class)
            .single()).isZero();
    }

    @Test
    void givesTheWelcomeCouponOncePerAddressAlsoAfterWithdrawal() {
        String email = this.scene.signUp("ko");
        this.scene.verify(VerificationMail.token(VerificationMail.await(email, 1)));
        await().untilAsserted(
                () -> assertThat(this.scene.coupons(this.scene.api().signedIn(email, PASSWORD))).isEqualTo(1));
        this.scene.api().signedIn(email, PASSWORD).delete("/api/me", Map.of("password", PASSWORD));

        this.scene.api().post("/api/accounts", Map.of("email", email, "password", PASSWORD, "name", "다시하늘"));
        assertThat(this.scene.verify(VerificationMail.token(VerificationMail.await(email, 2))).status()).isEqualTo(204);
        await().untilAsserted(() -> assertThat(this.scene.publications(email)).isZero());
        ApiClient again = this.scene.api().signedIn(email, PASSWORD);
        assertThat(again.get("/api/me").text("emailVerifiedAt")).isNotEmpty();
        assertThat(this.scene.coupons(again)).isZero();
    }

    /** Whoever typed the address before need not have been its owner. */
    @Test
    void givesTheWelcomeCouponIfAnEarlierAccountWasNeverVerified() {
        String email = this.scene.signUp("ko");
        VerificationMail.await(email, 1);
        this.scene.api().signedIn(email, PASSWORD).delete("/api/me", Map.of("password", PASSWORD));
        this.scene.api().post("/api/accounts", Map.of("email", email, "password", PASSWORD, "name", "주인하늘"));
        this.scene.verify(VerificationMail.token(VerificationMail.await(email, 2)));
        await().untilAsserted(
                () -> assertThat(this.scene.coupons(this.scene.api().signedIn(email, PASSWORD))).isEqualTo(1));
    }

}
