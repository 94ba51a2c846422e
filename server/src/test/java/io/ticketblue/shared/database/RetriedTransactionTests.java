package io.ticketblue.shared.database;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

class RetriedTransactionTests {

    private static final int DEADLOCK = 1213;

    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private final PlatformTransactionManager transactions = mock();

    private final RetriedTransaction retried = new RetriedTransaction(this.transactions);

    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void triesAgainAfterADeadlock() {
        assertThat(this.retried.get(() -> {
            if (this.attempts.incrementAndGet() < 3) {
                throw failure(DEADLOCK);
            }
            return "done";
        })).isEqualTo("done");
        verify(this.transactions, times(2)).rollback(any());
        verify(this.transactions).commit(any());
    }

    @Test
    void doesNotWaitAgainForALockThatDidNotComeInTime() {
        assertThat(attemptsUntilRefused(LOCK_WAIT_TIMEOUT)).isEqualTo(1);
    }

    @Test
    void givesUpAfterFiveDeadlocks() {
        assertThat(attemptsUntilRefused(DEADLOCK)).isEqualTo(5);
    }

    private int attemptsUntilRefused(int code) {
        assertThatExceptionOfType(CannotAcquireLockException.class).isThrownBy(() -> this.retried.run(() -> {
            this.attempts.incrementAndGet();
            throw failure(code);
        }));
        return this.attempts.get();
    }

    private static CannotAcquireLockException failure(int code) {
        return new CannotAcquireLockException("locked", new SQLException("locked", "HY000", code));
    }

}
