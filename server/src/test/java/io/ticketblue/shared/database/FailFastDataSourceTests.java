package io.ticketblue.shared.database;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.AbstractDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

@Timeout(30)
class FailFastDataSourceTests {

    private static final int MOST_WAITING = 2;

    private final AtomicLong nanos = new AtomicLong();

    private final Pool pool = new Pool();

    private volatile boolean full;

    private volatile @Nullable SQLException failure;

    private final FailFastDataSource source = new FailFastDataSource(this.pool, MOST_WAITING, () -> this.full,
            this.nanos::get);

    @Test
    void refusesWithoutAskingThePoolOnceItHasFailed() {
        fail();
        int asked = this.pool.asked.get();
        assertThatExceptionOfType(SQLTransientConnectionException.class).isThrownBy(this.source::getConnection);
        assertThat(this.pool.asked).hasValue(asked);
        assertThat(this.source.isUnavailable()).isTrue();
        assertThat(this.source.refused()).isEqualTo(1);
    }

    @Test
    void letsOneCallerTryAfterASecondAndEverybodyInOnceThatSucceeds() throws SQLException {
        fail();
        pass(Duration.ofMillis(999));
        assertThatExceptionOfType(SQLTransientConnectionException.class).isThrownBy(this.source::getConnection);
        this.pool.failing = false;
        pass(Duration.ofMillis(1));
        assertThat(this.source.getConnection()).isNotNull();
        assertThat(this.source.isUnavailable()).isFalse();
        assertThat(this.source.getConnection()).isNotNull();
    }

    @Test
    void staysOpenForAnotherSecondIfTheTrialFails() {
        fail();
        pass(Duration.ofSeconds(1));
        int asked = this.pool.asked.get();
        assertThatExceptionOfType(SQLException.class).isThrownBy(this.source::getConnection);
        assertThat(this.pool.asked).hasValue(asked + 1);
        assertThatExceptionOfType(SQLTransientConnectionException.class).isThrownBy(this.source::getConnection);
        assertThat(this.pool.asked).hasValue(asked + 1);
    }

    @Test
    void letsOnlyOneTryAtATime() throws InterruptedException {
        fail();
        pass(Duration.ofSeconds(1));
        this.pool.gate = new CountDownLatch(1);
        this.pool.failing = false;
        Thread first = Thread.ofVirtual().start(this::take);
        await().until(() -> this.source.waiting() == 1);
        assertThatExceptionOfType(SQLTransientConnectionException.class).isThrownBy(this.source::getConnection);
        this.pool.gate.countDown();
        first.join();
        assertThatNoException().isThrownBy(this.source::getConnection);
    }

    @Test
    void tellsAFullPoolFromOneThatCannotConnect() throws Exception {
        this.full = true;
        staysClosedIfOthersGotAConnectionWhileSomebodyWaitedInVain();
        assertThat((Throwable) this.failure).isInstanceOf(ConnectionShortage.class);
        assertThat(DatabaseFailures
            .isShortage(new CannotGetJdbcConnectionException("", Objects.requireNonNull(this.failure)))).isTrue();
    }

    @Test
    void aPoolThatCouldHaveGrownIsNoShortage() throws Exception {
        staysClosedIfOthersGotAConnectionWhileSomebodyWaitedInVain();
        assertThat((Throwable) this.failure).isNotNull().isNotInstanceOf(ConnectionShortage.class);
    }

    @Test
    void whoIsRefusedBecauseTheDatabaseDoesNotAnswerMeetsNoShortage() {
        this.full = true;
        fail();
        assertThatExceptionOfType(SQLTransientConnectionException.class).isThrownBy(this.source::getConnection)
            .isNotInstanceOf(ConnectionShortage.class);
    }

    @Test
    void staysClosedIfOthersGotAConnectionWhileSomebodyWaitedInVain() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        this.pool.gate = gate;
        this.pool.failing = true;
        Thread first = Thread.ofVirtual().start(this::take);
        await().until(() -> this.pool.asked.get() == 1);
        pass(Duration.ofSeconds(1));
        this.pool.gate = new CountDownLatch(0);
        this.pool.failing = false;
        this.source.getConnection();
        gate.countDown();
        first.join();
        assertThat((Throwable) this.failure).hasStackTraceContaining("no connection");
        assertThat(this.source.isUnavailable()).isFalse();
    }

    @Test
    void refusesWhoWouldBeTooMany() throws InterruptedException {
        this.pool.gate = new CountDownLatch(1);
        Thread first = Thread.ofVirtual().start(this::take);
        Thread second = Thread.ofVirtual().start(this::take);
        await().until(() -> this.source.waiting() == MOST_WAITING);
        assertThatExceptionOfType(ConnectionShortage.class).isThrownBy(this.source::getConnection);
        assertThat(this.source.isUnavailable()).isFalse();
        this.pool.gate.countDown();
        first.join();
        second.join();
        assertThat(this.source.waiting()).isZero();
    }

    @Test
    void opensWhenAStatementGetsNoAnswerAndNobodyGotAConnectionLately() {
        SQLException timedOut = new SQLException("", "08000", new SocketTimeoutException());
        pass(Duration.ofMillis(900));
        this.source.observe(timedOut);
        assertThat(this.source.isUnavailable()).isFalse();
        pass(Duration.ofMillis(101));
        this.source.observe(new SQLException("", "23000"));
        assertThat(this.source.isUnavailable()).isFalse();
        this.source.observe(timedOut);
        assertThat(this.source.isUnavailable()).isTrue();
    }

    private void fail() {
        this.pool.failing = true;
        pass(Duration.ofMillis(1));
        assertThatExceptionOfType(SQLException.class).isThrownBy(this.source::getConnection);
        assertThat(this.source.isUnavailable()).isTrue();
    }

    private void take() {
        try {
            this.source.getConnection();
        }
        catch (SQLException ex) {
            this.failure = ex;
        }
    }

    private void pass(Duration time) {
        this.nanos.addAndGet(time.toNanos());
    }

    /** Gives out connections once its gate is open, or fails. */
    private static final class Pool extends AbstractDataSource {

        private final AtomicInteger asked = new AtomicInteger();

        private volatile boolean failing;

        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public Connection getConnection() throws SQLException {
            boolean fails = this.failing;
            CountDownLatch gate = this.gate;
            this.asked.incrementAndGet();
            try {
                gate.await();
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            if (fails) {
                throw new SQLException("no connection");
            }
            return mock(Connection.class);
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }

    }

}
