package io.ticketblue.accounts.verification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.Together;
import io.ticketblue.VerificationMail;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.LinkExpired;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.closing.AccountClosings;
import io.ticketblue.accounts.internal.AccountRows;
import io.ticketblue.accounts.internal.verification.VerificationPolicy;
import io.ticketblue.embedded.ReceivedMail;
import io.ticketblue.shared.mail.Mailer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionOperations;

import static io.ticketblue.ApiClient.PASSWORD;
import static io.ticketblue.ApiClient.newEmail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class EmailVerificationIntegrationTests {

    private static final String PATH = "/api/email-verifications";

    private static final int RACERS = 8;

    @Autowired
    private RestTestClient http;

    @Autowired
    private Accounts accounts;

    @Autowired
    private AccountClosings closings;

    @Autowired
    private EmailVerifications verifications;

    @Autowired
    private VerificationLimits limits;

    @Autowired
    private AccountRows rows;

    @Autowired
    private Mailer mailer;

    @Autowired
    private VerificationPolicy policy;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JavaMailSenderImpl sender;

    @Autowired
    private FailedEventPublications failed;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Clock clock;

    @Test
    void verifiesAnAddressOnceByTheMailedLinkAndGivesTheWelcomeCoupon() {
        String email = signUp("ko");
        ApiClient person = api().signedIn(email, PASSWORD);
        assertThat(person.get("/api/me").body().path("emailVerifiedAt").isNull()).isTrue();

        ReceivedMail mail = VerificationMail.await(email, 1);
        assertThat(mail.from()).contains("no-reply@ticketblue.example");
        assertThat(mail.subject()).isEqualTo("[TICKET BLUE] 이메일 주소를 인증해 주세요");
        String token = VerificationMail.token(mail);
        assertThat(this.verifications.isGood(token)).as("looking uses nothing up").isTrue();
        assertThat(coupons(person)).as("before the address is verified").isZero();

        assertThat(verify(token).status()).isEqualTo(204);
        assertThat(person.get("/api/me").text("emailVerifiedAt")).isNotEmpty();
        await().untilAsserted(() -> assertThat(coupons(person)).isEqualTo(1));

        Answer again = verify(token);
        assertThat(again.status()).isEqualTo(410);
        assertThat(again.code()).isEqualTo("accounts.link-expired");
        await().untilAsserted(() -> assertThat(publications(email)).as("left to be delivered").isZero());
    }

    @Test
    void writesInTheLanguageOfTheAccount() {
        String email = signUp("en");
        ReceivedMail mail = VerificationMail.await(email, 1);
        assertThat(mail.subject()).isEqualTo("[TICKET BLUE] Please verify your email address");
        assertThat(mail.text()).contains("The link works once, until", "KST");

        api().signedIn(email, PASSWORD).patch("/api/me", Map.of("language", "ko"));
        api().in("en").post(PATH, Map.of("email", email));
        assertThat(VerificationMail.await(email, 2).subject()).contains("인증해 주세요");
    }

    @Test
    void makesEarlierLinksVoidByAnotherMail() {
        String email = signUp("ko");
        String first = VerificationMail.token(VerificationMail.await(email, 1));
        assertThat(api().post(PATH, Map.of("email", " " + email.toUpperCase(Locale.ROOT))).status()).isEqualTo(202);
        String second = VerificationMail.token(VerificationMail.await(email, 2));
        assertThat(verify(first).status()).isEqualTo(410);
        assertThat(verify(second).status()).isEqualTo(204);
    }

    @Test
    void refusesLinksThatAreUnknownOrWhoseTimeIsOver() {
        assertThat(verify("nothing").status()).isEqualTo(410);
        String email = signUp("ko");
        String token = VerificationMail.token(VerificationMail.await(email, 1));
        this.sql.sql("""
                UPDATE email_verification SET issued_at = '2026-01-01', expires_at = '2026-01-02'
                WHERE account_id = :id
                """).param("id", account(email).id().value()).update();
        assertThat(this.verifications.isGood(token)).isFalse();
        assertThat(verify(token).status()).isEqualTo(410);
        assertThat(account(email).emailVerified()).isFalse();
    }

    @Test
    void answersTheSameWhateverTheAddressIsAndLimitsMails() {
        String nobody = newEmail();
        for (int i = 0; i < 5; i++) {
            assertThat(api().post(PATH, Map.of("email", nobody)).status()).isEqualTo(202);
        }
        Answer refused = api().post(PATH, Map.of("email", nobody));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("accounts.too-many-mails");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 3600);
        assertThat(VerificationMail.to(nobody)).isEmpty();
        assertThat(api().post(PATH, Map.of("email", "nobody")).fields()).containsExactly("email");
        assertThat(api().post(PATH, Map.of()).fields()).containsExactly("email");
    }

    @Test
    void writesNoMoreToWhoIsVerified() {
        String email = signUp("ko");
        assertThat(verify(VerificationMail.token(VerificationMail.await(email, 1))).status()).isEqualTo(204);
        assertThat(api().post(PATH, Map.of("email", email)).status()).isEqualTo(202);
        await().untilAsserted(() -> assertThat(publications(email)).isZero());
        assertThat(VerificationMail.to(email)).hasSize(1);
    }

    @Test
    void letsOneOfManyWhoUseALinkAtOnceVerify() {
        CyclicBarrier allHaveLooked = new CyclicBarrier(RACERS);
        assertThat(race((jdbc) -> new Looking(jdbc, allHaveLooked))).isEqualTo(1);
    }

    /** The control: without the conditional statements each of them verifies. */
    @Test
    void wouldVerifyManyTimesWithoutTheConditions() {
        CyclicBarrier allHaveLooked = new CyclicBarrier(RACERS);
        assertThat(race((jdbc) -> new Unconditional(jdbc, allHaveLooked))).isGreaterThan(1);
    }

    /** How many verify of those who have found the link good at the same time. */
    private long race(Function<JdbcClient, EmailVerificationRepository> repository) {
        String token = VerificationMail.token(VerificationMail.await(signUp("ko"), 1));
        AtomicLong told = new AtomicLong();
        EmailVerifications racing = new EmailVerifications(repository.apply(this.sql), this.limits, this.rows,
                this.mailer, this.policy, (event) -> told.incrementAndGet(), this.clock);
        List<Boolean> verified = Together.run(RACERS, () -> {
            try {
                this.transaction.executeWithoutResult((status) -> racing.verify(token));
                return true;
            }
            catch (LinkExpired ex) {
                return false;
            }
        });
        long done = verified.stream().filter((one) -> one).count();
        assertThat(told.get()).as("events").isEqualTo(done);
        return done;
    }

    @Test
    void signsPeopleUpWhileTheMailServerIsGoneAndWritesWhenItIsBack() {
        int port = this.sender.getPort();
        String email;
        try {
            this.sender.setPort(1);
            email = signUp("ko");
            await().untilAsserted(() -> assertThat(failures(email)).isEqualTo(1));
            assertThat(VerificationMail.to(email)).isEmpty();
        }
        finally {
            this.sender.setPort(port);
        }
        this.failed.resubmit(ResubmissionOptions.defaults());
        assertThat(verify(VerificationMail.token(VerificationMail.await(email, 1))).status()).isEqualTo(204);
    }

    @Test
    void givesUpWritingAfterSomeHours() {
        int port = this.sender.getPort();
        String email;
        try {
            this.sender.setPort(1);
            email = signUp("ko");
            await().untilAsserted(() -> assertThat(failures(email)).isEqualTo(1));
        }
        finally {
            this.sender.setPort(port);
        }
        Instant longAgo = this.clock.instant().minus(Duration.ofHours(7));
        this.sql.sql("""
                UPDATE EVENT_PUBLICATION
                SET SERIALIZED_EVENT = REGEXP_REPLACE(SERIALIZED_EVENT, '"at":"[^"]+"', CONCAT('"at":"', :at, '"'))
                WHERE SERIALIZED_EVENT REGEXP :event
                """).param("at", longAgo.toString()).param("event", event(email)).update();
        this.failed.resubmit(ResubmissionOptions.defaults());
        await().untilAsserted(() -> assertThat(publications(email)).isZero());
        assertThat(VerificationMail.to(email)).isEmpty();
    }

    @Test
    void takesTheWordOfTheAdministratorForInvitedAddresses() {
        String email = newEmail();
        api().joinStaff(email, PASSWORD, Role.BOX_OFFICE);
        AccountView staff = account(email);
        assertThat(staff.emailVerified()).isTrue();
        await().untilAsserted(() -> assertThat(publications(email)).isZero());
        assertThat(VerificationMail.to(email)).isEmpty();
        assertThat(coupons(api().signedIn(email, PASSWORD))).as("for buyers only").isZero();
    }

    @Test
    void forgetsTheLinkOfAnAccountThatIsClosed() {
        String email = signUp("ko");
        String token = VerificationMail.token(VerificationMail.await(email, 1));
        AccountId id = account(email).id();
        this.closings.close(id, PASSWORD);
        assertThat(verify(token).status()).isEqualTo(410);
        assertThat(this.sql.sql("SELECT COUNT(*) FROM email_verification WHERE account_id = :id")
            .param("id", id.value())
            .query(Long.class)
            .single()).isZero();
    }

    @Test
    void givesTheWelcomeCouponOncePerAddressAlsoAfterWithdrawal() {
        String email = signUp("ko");
        verify(VerificationMail.token(VerificationMail.await(email, 1)));
        await().untilAsserted(() -> assertThat(coupons(api().signedIn(email, PASSWORD))).isEqualTo(1));
        api().signedIn(email, PASSWORD).delete("/api/me", Map.of("password", PASSWORD));

        api().post("/api/accounts", Map.of("email", email, "password", PASSWORD, "name", "다시하늘"));
        assertThat(verify(VerificationMail.token(VerificationMail.await(email, 2))).status()).isEqualTo(204);
        await().untilAsserted(() -> assertThat(publications(email)).isZero());
        ApiClient again = api().signedIn(email, PASSWORD);
        assertThat(again.get("/api/me").text("emailVerifiedAt")).isNotEmpty();
        assertThat(coupons(again)).isZero();
    }

    /** Whoever typed the address before need not have been its owner. */
    @Test
    void givesTheWelcomeCouponIfAnEarlierAccountWasNeverVerified() {
        String email = signUp("ko");
        VerificationMail.await(email, 1);
        api().signedIn(email, PASSWORD).delete("/api/me", Map.of("password", PASSWORD));
        api().post("/api/accounts", Map.of("email", email, "password", PASSWORD, "name", "주인하늘"));
        verify(VerificationMail.token(VerificationMail.await(email, 2)));
        await().untilAsserted(() -> assertThat(coupons(api().signedIn(email, PASSWORD))).isEqualTo(1));
    }

    @Test
    void storesNoToken() {
        String email = signUp("ko");
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

    private String signUp(String language) {
        String email = newEmail();
        Answer made = api().in(language)
            .post("/api/accounts", Map.of("email", email, "password", PASSWORD, "name", "푸른하늘"));
        assertThat(made.status()).isEqualTo(201);
        return email;
    }

    private Answer verify(String token) {
        return api().put(PATH + "/" + token, null);
    }

    private int coupons(ApiClient person) {
        return person.get("/api/me/coupons").body().path("total").asInt();
    }

    private AccountView account(String email) {
        return this.accounts.accountOf(email).orElseThrow();
    }

    private String event(String email) {
        return "\"account\":" + account(email).id() + "[,}]";
    }

    private long publications(String email) {
        return count(email, "");
    }

    private long failures(String email) {
        return count(email, " AND STATUS = 'FAILED'");
    }

    private long count(String email, String condition) {
        return this.sql.sql("SELECT COUNT(*) FROM EVENT_PUBLICATION WHERE SERIALIZED_EVENT REGEXP :event" + condition)
            .param("event", event(email))
            .query(Long.class)
            .single();
    }

    private ApiClient api() {
        return ApiClient.of(this.http);
    }

    /** Goes on when all have looked the link up. */
    private static class Looking extends EmailVerificationRepository {

        private final CyclicBarrier allHaveLooked;

        Looking(JdbcClient jdbc, CyclicBarrier allHaveLooked) {
            super(jdbc);
            this.allHaveLooked = allHaveLooked;
        }

        @Override
        Optional<AccountId> owner(byte[] tokenHash, Instant now) {
            Optional<AccountId> owner = super.owner(tokenHash, now);
            try {
                this.allHaveLooked.await(10, TimeUnit.SECONDS);
            }
            catch (InterruptedException | BrokenBarrierException | TimeoutException ex) {
                throw new IllegalStateException(ex);
            }
            return owner;
        }

    }

    private static final class Unconditional extends Looking {

        Unconditional(JdbcClient jdbc, CyclicBarrier allHaveLooked) {
            super(jdbc, allHaveLooked);
        }

        @Override
        boolean verify(AccountId account, Instant now) {
            return super.verify(account, now) || true;
        }

        @Override
        boolean use(byte[] tokenHash, Instant now) {
            return super.use(tokenHash, now) || true;
        }

    }

}
