package io.ticketblue.shared.groupcommit;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

class GroupTransactionTests {

    private static final int DEADLOCK = 1213;

    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private final PlatformTransactionManager transactions = mock();

    private final GroupTransaction transaction = new GroupTransaction(this.transactions);

    private final AtomicInteger attempts = new AtomicInteger();

    private final AtomicBoolean left = new AtomicBoolean();

    @Test
    void triesAgainAfterADeadlock() {
        assertThat(run(() -> {
            if (this.attempts.get() < 3) {
                throw failure(DEADLOCK);
            }
        })).isEqualTo("done");
        verify(this.transactions, times(2)).rollback(any());
        verify(this.transactions).commit(any());
    }

    @Test
    void doesNotWaitAgainForALockThatDidNotComeInTime() {
        assertThatExceptionOfType(CannotAcquireLockException.class).isThrownBy(() -> run(() -> {
            throw failure(LOCK_WAIT_TIMEOUT);
        }));
        assertThat(this.attempts).hasValue(1);
        verify(this.transactions).rollback(any());
    }

    @Test
    void givesUpAfterFiveDeadlocks() {
        assertThatExceptionOfType(CannotAcquireLockException.class).isThrownBy(() -> run(() -> {
            throw failure(DEADLOCK);
        }));
        assertThat(this.attempts).hasValue(5);
    }

    @Test
    void doesNotTryAgainForNobody() {
        assertThat(run(() -> {
            this.left.set(true);
            throw failure(DEADLOCK);
        })).isNull();
        assertThat(this.attempts).hasValue(1);
    }

    private @Nullable String run(Runnable work) {
        return this.transaction.run(List.of(new Waiting()), () -> {
            this.attempts.incrementAndGet();
            work.run();
            return "done";
        });
    }

    private static CannotAcquireLockException failure(int code) {
        return new CannotAcquireLockException("locked", new SQLException("locked", "HY000", code));
    }

    private final class Waiting implements GroupMember<String> {

        @Override
        public String request() {
            return "asked";
        }

        @Override
        public boolean abandoned() {
            return GroupTransactionTests.this.left.get();
        }

    }

}
