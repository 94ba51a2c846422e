package io.ticketblue.accounts.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.IntegrationTest;
import io.ticketblue.PageClient;
import io.ticketblue.Together;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.accounts.internal.password.FullHashingQueue;
import io.ticketblue.accounts.internal.password.HashingQueue;
import io.ticketblue.accounts.internal.password.HashingQueue.Lane;
import io.ticketblue.accounts.internal.password.PasswordSettings;
import io.ticketblue.accounts.internal.throttle.Subject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionOperations;

import static io.ticketblue.ApiClient.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Many who sign in or guess at the same time. */
@IntegrationTest
class SignInRushIntegrationTests {

    private static final String WRONG = "blue-seat-8";

    @Autowired
    private RestTestClient http;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Accounts accounts;

    @Autowired
    private HashingQueue queue;

    @Autowired
    private PasswordSettings settings;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private Clock clock;

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    private String email = "";

    @BeforeEach
    void newAccount() {
        this.email = account();
    }

    @Test
    void letsSixtyFourRightPasswordsForFourAccountsIn() {
        List<String> four = List.of(account(), account(), account(), account());
        AtomicInteger number = new AtomicInteger();
        List<Integer> answers = Together.run(64, () -> signInWhenThereIsRoom(four.get(number.getAndIncrement() % 4)));
        assertThat(answers).hasSize(64).containsOnly(200);
    }

    /** Asks again after 503, as clients do. */
    private int signInWhenThereIsRoom(String who) {
        int status = api().signIn(who, PASSWORD).status();
        return (status == 503) ? signInWhenThereIsRoom(who) : status;
    }

    @Test
    void givesACrowdOfGuessersFiveGuesses() {
        List<Integer> answers = Together.run(40, () -> api().signIn(this.email, WRONG).status());
        assertThat(answers).isSubsetOf(401, 429, 503).filteredOn((status) -> status == 401).hasSizeBetween(1, 5);
    }

    @Test
    void countsNoAttemptThatWasRefusedForWantOfCapacity() {
        for (int attempt = 0; attempt < 4; attempt++) {
            api().signIn(this.email, WRONG);
        }
        List<Answer> refused;
        try (FullHashingQueue full = new FullHashingQueue(this.queue, Lane.SIGN_IN, this.settings)) {
            assertThat(full).isNotNull();
            refused = Together.run(20, () -> api().signIn(this.email, PASSWORD));
        }
        assertThat(refused).extracting(Answer::status).containsOnly(503);
        assertThat(refused).extracting((answer) -> answer.header("Retry-After")).doesNotContainNull();
        assertThat(api().signIn(this.email, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void signsOthersInWhileAttemptsWaitForRowsThatSomebodyHasLocked() {
        List<String> stuck = accountsWithAFailure();
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        this.transactions.executeWithoutResult((status) -> {
            this.jdbc.sql("SELECT failures FROM sign_in_failure WHERE subject IN (:subjects) FOR UPDATE")
                .param("subjects", stuck.stream().map(SignInRushIntegrationTests::subject).toList())
                .query(Integer.class)
                .list();
            stuck.forEach((who) -> waiting.add(signInLater(who)));
            await().untilAsserted(() -> assertThat(lockWaits()).isGreaterThanOrEqualTo(stuck.size()));
            assertThat(api().signIn(this.email, PASSWORD).status()).isEqualTo(200);
        });
        assertThat(waiting).extracting(CompletableFuture::join).containsOnly(200);
    }

    @Test
    void signsOthersInWhileAttemptsWaitForThoseOfAnotherNode() {
        List<String> stuck = accountsWithAFailure();
        stuck.forEach((who) -> setUnderWay(who, 5));
        List<CompletableFuture<Integer>> waiting = stuck.stream().map(this::signInLater).toList();
        await().until(() -> this.meters.get("ticketblue.sign-in.waiting").gauge().value() >= stuck.size());
        assertThat(api().signIn(this.email, PASSWORD).status()).isEqualTo(200);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        stuck.forEach((who) -> setUnderWay(who, 0));
        assertThat(waiting).extracting(CompletableFuture::join).containsOnly(200);
    }

    /** No fewer than threads that hash, as long as there are connections for them. */
    private List<String> accountsWithAFailure() {
        int count = Math.min(Runtime.getRuntime().availableProcessors(), 6);
        List<String> emails = Stream.generate(this::account).limit(count).toList();
        emails.forEach((who) -> assertThat(api().signIn(who, WRONG).status()).isEqualTo(401));
        return emails;
    }

    private CompletableFuture<Integer> signInLater(String who) {
        return CompletableFuture.supplyAsync(() -> api().signIn(who, PASSWORD).status(),
                Executors.newVirtualThreadPerTaskExecutor());
    }

    private void setUnderWay(String who, int count) {
        this.jdbc.sql("UPDATE sign_in_failure SET under_way = :count, begun_at = :now WHERE subject = :subject")
            .param("count", count)
            .param("now", this.clock.instant())
            .param("subject", subject(who))
            .update();
    }

    private static byte[] subject(String who) {
        return HexFormat.of().parseHex(Subject.account(who).digest());
    }

    private int lockWaits() {
        return this.jdbc.sql("SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'")
            .query(Integer.class)
            .single();
    }

    @Test
    void keepsTheOwnerAbleToSignInOnAKnownDeviceWhileStrangersGuess() {
        PageClient known = new PageClient(this.port);
        PageClient unknown = new PageClient(this.port);
        assertThat(target(known, PASSWORD)).endsWith("/");
        String cookie = known.cookie(KnownDevices.COOKIE).orElseThrow();
        for (int attempt = 0; attempt < 6; attempt++) {
            api().signIn(this.email, WRONG);
        }
        assertThat(target(unknown, PASSWORD)).endsWith("?error=too-many-attempts");
        known.submit("/", "/sign-out", Map.of());
        assertThat(target(known, PASSWORD)).endsWith("/");
        assertThat(known.cookie(KnownDevices.COOKIE).orElseThrow()).as("renewed for the same device").isNotNull();
        known.submit("/", "/sign-out", Map.of());
        for (int attempt = 0; attempt < 5; attempt++) {
            assertThat(target(known, WRONG)).as("attempt " + attempt).endsWith("?error=bad-credentials");
        }
        assertThat(target(known, PASSWORD)).as("has a count of its own").endsWith("?error=too-many-attempts");
        assertThat(cookie).doesNotContain(this.email);
    }

    private String target(PageClient browser, String password) {
        return browser.signIn(this.email, password).headers().firstValue("Location").orElse("");
    }

    @Test
    void letsAPersonWhoIsSignedInChangeThePasswordWhileStrangersGuess() {
        ApiClient person = api().with(api().signIn(this.email, PASSWORD).text("accessToken"));
        for (int attempt = 0; attempt < 6; attempt++) {
            api().signIn(this.email, WRONG);
        }
        Map<String, String> wrong = Map.of("currentPassword", WRONG, "password", "blue-seat-9");
        for (int attempt = 0; attempt < 4; attempt++) {
            assertThat(person.patch("/api/me", wrong).code()).isEqualTo("accounts.password-wrong");
        }
        assertThat(person.patch("/api/me", Map.of("currentPassword", PASSWORD, "password", "blue-seat-9")).status())
            .isEqualTo(200);
    }

    @Test
    void renewsAnOldHashAtSignIn() {
        String old = "{pbkdf2-sha256:1000}"
                + new Pbkdf2PasswordEncoder("", 16, 1000, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA256)
                    .encode(PASSWORD);
        this.jdbc.sql("UPDATE account SET password_hash = ? WHERE email = ?").param(old).param(this.email).update();
        assertThat(api().signIn(this.email, WRONG).status()).isEqualTo(401);
        assertThat(hash()).isEqualTo(old);
        assertThat(api().signIn(this.email, PASSWORD).status()).isEqualTo(200);
        assertThat(hash()).startsWith("{argon2}$argon2id$");
        assertThat(api().signIn(this.email, PASSWORD).status()).isEqualTo(200);
    }

    private String hash() {
        return this.jdbc.sql("SELECT password_hash FROM account WHERE email = ?")
            .param(this.email)
            .query(String.class)
            .single();
    }

    private String account() {
        return this.accounts.register(new SignUp(ApiClient.newEmail(), PASSWORD, "Blue")).email();
    }

    private ApiClient api() {
        return ApiClient.of(this.http);
    }

}
