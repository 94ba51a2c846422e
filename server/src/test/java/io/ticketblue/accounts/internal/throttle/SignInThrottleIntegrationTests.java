package io.ticketblue.accounts.internal.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.IntegrationTest;
import io.ticketblue.StandingClock;
import io.ticketblue.Together;
import io.ticketblue.accounts.TooManyAttempts;
import io.ticketblue.accounts.internal.throttle.SignInThrottle.Attempt;
import io.ticketblue.shared.Overloaded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@IntegrationTest
class SignInThrottleIntegrationTests {

    private static final ThrottleSettings LIMITS = new ThrottleSettings(3, 10, Duration.ofSeconds(30),
            Duration.ofMinutes(2), Duration.ofHours(1), 3, true, Duration.ofDays(180));

    private static final int CROWD = 24;

    /** Each takes two connections. */
    private static final int FEW = 6;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private final StandingClock clock = new StandingClock();

    private SignInThrottle throttle;

    private List<Subject> person;

    @BeforeEach
    void newPerson() {
        this.throttle = node();
        this.person = List.of(Subject.account(UUID.randomUUID().toString()));
    }

    @Test
    void blocksLongerEachTime() {
        fail(3);
        assertThat(waitFor(this.person)).isEqualTo(Duration.ofSeconds(30));
        this.clock.advance(Duration.ofSeconds(10));
        assertThat(waitFor(this.person)).isEqualTo(Duration.ofSeconds(20));
        this.clock.advance(Duration.ofSeconds(20));
        fail(1);
        assertThat(waitFor(this.person)).isEqualTo(Duration.ofSeconds(60));
        this.clock.advance(Duration.ofSeconds(60));
        fail(1);
        assertThat(waitFor(this.person)).isEqualTo(Duration.ofSeconds(120));
        this.clock.advance(Duration.ofSeconds(120));
        fail(1);
        assertThat(waitFor(this.person)).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void countsFromTheBeginningAfterSuccessAndAfterAnHour() {
        fail(2);
        succeed(this.throttle, this.person);
        fail(3);
        assertThat(waitFor(this.person)).isPositive();
        this.clock.advance(Duration.ofMinutes(61));
        fail(2);
        assertThat(waitFor(this.person)).isZero();
    }

    @Test
    void takesBackWhatWasNotDecided() {
        for (int attempt = 0; attempt < 20; attempt++) {
            this.throttle.begin(this.person).close();
        }
        fail(2);
        assertThat(waitFor(this.person)).isZero();
        fail(1);
        assertThat(waitFor(this.person)).isPositive();
    }

    @Test
    void forgetsAttemptsThatADeadNodeLeftUnderWay() {
        for (int attempt = 0; attempt < 3; attempt++) {
            this.throttle.begin(this.person);
        }
        assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> node().begin(this.person));
        this.clock.advance(Duration.ofSeconds(31));
        fail(2);
        assertThat(waitFor(this.person)).isZero();
    }

    @Test
    void blocksANetworkAddressForEveryAccount() {
        String network = "2001:db8:" + Integer.toHexString(UUID.randomUUID().hashCode() & 0xffff) + ":1:";
        for (int count = 0; count < 10; count++) {
            succeed(this.throttle, personAt(network + ":" + count));
            fail(personAt(network + ":" + count));
        }
        assertThat(waitFor(personAt(network + ":ffff"))).isEqualTo(Duration.ofSeconds(30));
        assertThat(waitFor(personAt("[" + network + ":1]:443"))).isPositive();
        assertThat(waitFor(personAt("2001:db8:ffff:2::1"))).isZero();
    }

    @Test
    void readsAddressesAsProxiesWriteThemAndExemptsLoopback() {
        List<Subject> plain = this.throttle.strangers("a", "192.0.2.1");
        assertThat(plain).hasSize(2);
        assertThat(this.throttle.strangers("a", "192.0.2.1:40312")).isEqualTo(plain);
        assertThat(this.throttle.strangers("a", "192.0.2.2")).isNotEqualTo(plain);
        assertThat(this.throttle.strangers("a", "[2001:db8::1]:80")).hasSize(2)
            .isEqualTo(this.throttle.strangers("a", "2001:db8::2"));
        for (String nowhere : new String[] { "unknown", "", "a.b:1", "[", "::zz", "127.0.0.1", "[::1]:80" }) {
            assertThat(this.throttle.strangers("a", nowhere)).as(nowhere).hasSize(1);
        }
    }

    @Test
    void refusesTheBlockedWithoutALockOrAWrite() {
        fail(3);
        String before = row();
        new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
            this.jdbc.sql("SELECT failures FROM sign_in_failure WHERE subject = ? FOR UPDATE")
                .param(this.person.getFirst().hash())
                .query(Integer.class)
                .single();
            // In other threads, which would wait for the lock that this one has.
            assertThat(Together.run(4, () -> waitFor(this.person))).allMatch(Duration::isPositive);
            SignInThrottle other = node();
            assertThat(Together.run(4, () -> refusal(other))).allMatch(Duration::isPositive);
        });
        assertThat(row()).isEqualTo(before);
    }

    @Test
    void asksTheDatabaseOnceAboutABlock() {
        SignInThrottle other = node();
        fail(3);
        assertThat(refusal(other)).isPositive();
        this.jdbc.sql("DELETE FROM sign_in_failure WHERE subject = ?").param(this.person.getFirst().hash()).update();
        assertThat(refusal(other)).as("from memory").isPositive();
        this.clock.advance(Duration.ofSeconds(31));
        assertThat(refusal(other)).as("as long as it lasts").isZero();
    }

    @Test
    void forgetsOldCounts() {
        fail(1);
        this.clock.advance(Duration.ofHours(2));
        this.throttle.purge();
        assertThat(this.jdbc.sql("SELECT COUNT(*) FROM sign_in_failure WHERE subject = ?")
            .param(this.person.getFirst().hash())
            .query(Integer.class)
            .single()).isZero();
    }

    @Test
    void letsEveryRightPasswordInHoweverManyComeAtOnce() {
        List<SignInThrottle> nodes = List.of(this.throttle, node());
        AtomicInteger number = new AtomicInteger();
        fail(2);
        List<Boolean> right = Together.run(CROWD,
                () -> succeed(nodes.get(number.getAndIncrement() % nodes.size()), this.person));
        assertThat(right).hasSize(CROWD).containsOnly(true);
    }

    @Test
    void givesManyAtOnceNoMoreGuessesThanOneAfterTheOther() {
        assertThat(guessesOf(CROWD, new SignInFailureRepository(this.jdbc))).isEqualTo(3);
    }

    @Test
    void wouldGiveManyAtOnceMoreGuessesIfItLookedWithoutALock() {
        CyclicBarrier allHaveLooked = new CyclicBarrier(FEW);
        TransactionTemplate own = new TransactionTemplate(this.transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        SignInFailureRepository unguarded = new SignInFailureRepository(this.jdbc) {
            @Override
            SignInFailures lock(Subject subject, Instant now) {
                SignInFailures seen = Objects.requireNonNull(own.execute((status) -> super.lock(subject, now)));
                try {
                    allHaveLooked.await(5, TimeUnit.SECONDS);
                }
                catch (InterruptedException | BrokenBarrierException | TimeoutException ex) {
                    throw new IllegalStateException(ex);
                }
                return seen;
            }
        };
        assertThat(guessesOf(FEW, unguarded)).isEqualTo(FEW);
    }

    /** How many of a crowd on two nodes learn whether their guess was right. */
    private long guessesOf(int crowd, SignInFailureRepository failures) {
        List<SignInThrottle> nodes = List.of(node(failures), node(failures));
        AtomicInteger number = new AtomicInteger();
        return Together.run(crowd, () -> {
            try (Attempt attempt = nodes.get(number.getAndIncrement() % 2).begin(this.person)) {
                attempt.failed();
                return true;
            }
            catch (TooManyAttempts problem) {
                return false;
            }
        }).stream().filter((guessed) -> guessed).count();
    }

    @Test
    void letsAWaitingAttemptGoOnAsSoonAsAnotherIsDecided() {
        fail(2);
        Attempt only = this.throttle.begin(this.person);
        CompletableFuture<Boolean> next = CompletableFuture.supplyAsync(() -> succeed(this.throttle, this.person),
                Executors.newVirtualThreadPerTaskExecutor());
        only.succeeded();
        assertThat(next.join()).isTrue();
    }

    private SignInThrottle node() {
        return node(new SignInFailureRepository(this.jdbc));
    }

    private SignInThrottle node(SignInFailureRepository failures) {
        return new SignInThrottle(failures, this.transactions, LIMITS, this.clock, new SimpleMeterRegistry());
    }

    private void fail(int count) {
        for (int number = 0; number < count; number++) {
            fail(this.person);
        }
    }

    private void fail(List<Subject> subjects) {
        try (Attempt attempt = this.throttle.begin(subjects)) {
            attempt.failed();
        }
    }

    private static boolean succeed(SignInThrottle node, List<Subject> subjects) {
        try (Attempt attempt = node.begin(subjects)) {
            attempt.succeeded();
            return true;
        }
    }

    private Duration waitFor(List<Subject> subjects) {
        try {
            this.throttle.refuseBlocked(subjects);
            this.throttle.begin(subjects).close();
            return Duration.ZERO;
        }
        catch (TooManyAttempts problem) {
            return problem.retryAfter();
        }
    }

    private Duration refusal(SignInThrottle node) {
        try {
            node.refuseBlocked(this.person);
            return Duration.ZERO;
        }
        catch (TooManyAttempts problem) {
            return problem.retryAfter();
        }
    }

    private String row() {
        return this.jdbc
            .sql("SELECT CONCAT_WS(' ', failures, last_at, begun_at, under_way, blocked_until) "
                    + "FROM sign_in_failure WHERE subject = ?")
            .param(this.person.getFirst().hash())
            .query(String.class)
            .single();
    }

    private List<Subject> personAt(String address) {
        return this.throttle.strangers(UUID.randomUUID().toString(), address);
    }

}
