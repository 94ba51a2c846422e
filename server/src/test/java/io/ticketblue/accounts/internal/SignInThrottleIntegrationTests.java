package io.ticketblue.accounts.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;

import io.ticketblue.IntegrationTest;
import io.ticketblue.StandingClock;
import io.ticketblue.Together;
import io.ticketblue.accounts.TooManyAttempts;
import io.ticketblue.accounts.internal.AccountSettings.Throttle;
import io.ticketblue.accounts.internal.SignInThrottle.Subject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class SignInThrottleIntegrationTests {

    private static final Throttle LIMITS = new Throttle(3, 10, Duration.ofSeconds(30), Duration.ofMinutes(2),
            Duration.ofHours(1));

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private final StandingClock clock = new StandingClock();

    private SignInThrottle throttle;

    private List<Subject> person;

    @BeforeEach
    void newPerson() {
        this.throttle = throttle(this.clock);
        this.person = person(UUID.randomUUID().toString());
    }

    @Test
    void closesTheDoorLongerEachTime() {
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
    void beginsAnewAfterSuccessAndAfterAnHour() {
        fail(2);
        this.throttle.enter(this.person);
        this.throttle.succeeded(this.person);
        fail(3);
        assertThat(waitFor(this.person)).isPositive();
        this.clock.advance(Duration.ofMinutes(61));
        fail(2);
        assertThat(waitFor(this.person)).isZero();
    }

    @Test
    void closesTheDoorOfANetworkAddressForEveryAccount() {
        String network = "2001:db8:" + Integer.toHexString(UUID.randomUUID().hashCode() & 0xffff) + ":1:";
        for (int count = 0; count < 10; count++) {
            this.throttle.enter(personAt(network + ":" + count));
        }
        assertThat(waitFor(personAt(network + ":ffff"))).isEqualTo(Duration.ofSeconds(30));
        assertThat(waitFor(personAt("2001:db8:ffff:2::1"))).isZero();
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
    void givesManyAtOnceNoMoreTriesThanOneAfterTheOther() {
        List<Boolean> entered = Together.run(40, () -> waitFor(this.person).isZero());
        assertThat(entered.stream().filter((in) -> in)).hasSize(3);
    }

    @Test
    void wouldGiveManyAtOnceMoreTriesIfItCountedAfterwards() {
        CyclicBarrier allHaveLooked = new CyclicBarrier(8);
        byte[] subject = this.person.getFirst().hash();
        List<Boolean> entered = Together.run(8, () -> {
            boolean open = this.jdbc.sql("SELECT COUNT(*) FROM sign_in_failure WHERE subject = ? AND failures >= 3")
                .param(subject)
                .query(Integer.class)
                .single() == 0;
            allHaveLooked.await();
            this.jdbc.sql("""
                    INSERT INTO sign_in_failure (subject, failures, last_at) VALUES (?, 1, UTC_TIMESTAMP(6))
                    ON DUPLICATE KEY UPDATE failures = failures + 1
                    """).param(subject).update();
            return open;
        });
        assertThat(entered.stream().filter((in) -> in)).hasSizeGreaterThan(3);
    }

    private SignInThrottle throttle(Clock time) {
        AccountSettings settings = new AccountSettings("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", null, 1000,
                Duration.ofMinutes(15), Duration.ofDays(14), LIMITS);
        return new SignInThrottle(this.jdbc, this.transactions, settings, time);
    }

    private void fail(int count) {
        for (int number = 0; number < count; number++) {
            this.throttle.enter(this.person);
        }
    }

    private Duration waitFor(List<Subject> subjects) {
        try {
            this.throttle.enter(subjects);
            return Duration.ZERO;
        }
        catch (TooManyAttempts problem) {
            return problem.retryAfter();
        }
    }

    private static List<Subject> person(String name) {
        return List.of(Subject.account(name));
    }

    private static List<Subject> personAt(String address) {
        return List.of(Subject.account(UUID.randomUUID().toString()), Subject.address(address).orElseThrow());
    }

}
