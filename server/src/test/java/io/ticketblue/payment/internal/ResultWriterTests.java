package io.ticketblue.payment.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

class ResultWriterTests {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

    private final AtomicInteger attempts = new AtomicInteger();

    private final ResultWriter results = new ResultWriter(mock(PlatformTransactionManager.class), this.nanos::get);

    @Test
    void writesAtTheSecondAttemptWhatALockHeldUp() {
        assertThat(this.results.write(() -> {
            if (this.attempts.incrementAndGet() == 1) {
                throw lockedFor(Duration.ofSeconds(4));
            }
            return true;
        })).isTrue();
    }

    @Test
    void leavesToReconciliationWhatIsLockedForLonger() {
        assertThat(attemptsUntilGivenUp(Duration.ofSeconds(4))).isEqualTo(2);
    }

    @Test
    void givesUpAfterFiveDeadlocks() {
        assertThat(attemptsUntilGivenUp(Duration.ZERO)).isEqualTo(5);
    }

    private int attemptsUntilGivenUp(Duration each) {
        assertThatExceptionOfType(CannotAcquireLockException.class).isThrownBy(() -> this.results.write(() -> {
            this.attempts.incrementAndGet();
            throw lockedFor(each);
        }));
        return this.attempts.get();
    }

    private CannotAcquireLockException lockedFor(Duration time) {
        this.nanos.addAndGet(time.toNanos());
        return new CannotAcquireLockException("locked");
    }

}
