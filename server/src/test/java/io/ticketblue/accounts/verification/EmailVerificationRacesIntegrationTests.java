package io.ticketblue.accounts.verification;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.ticketblue.IntegrationTest;
import io.ticketblue.Together;
import io.ticketblue.VerificationMail;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.LinkExpired;
import io.ticketblue.accounts.internal.AccountRows;
import io.ticketblue.accounts.internal.verification.VerificationPolicy;
import io.ticketblue.shared.mail.Mailer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/** Many who use the same link at the same time. */
@IntegrationTest
class EmailVerificationRacesIntegrationTests {

    private static final int RACERS = 8;

    @Autowired
    private RestTestClient http;

    @Autowired
    private Accounts accounts;

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
    private JdbcClient sql;

    @Autowired
    private Clock clock;

    private VerificationScene scene;

    @BeforeEach
    void prepare() {
        this.scene = new VerificationScene(this.http, this.accounts, this.sql);
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
        String token = VerificationMail.token(VerificationMail.await(this.scene.signUp("ko"), 1));
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
