package io.ticketblue.coupon.internal;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;

/**
 * Counts transactions and, if told so, loses some of them: every third comes to nothing
 * at its end, and of every fourth the answer is lost although it was committed.
 */
final class FaultyCommits implements PlatformTransactionManager {

    private final PlatformTransactionManager real;

    private final boolean faulty;

    private final AtomicInteger begun = new AtomicInteger();

    private final AtomicInteger faults = new AtomicInteger();

    FaultyCommits(PlatformTransactionManager real, boolean faulty) {
        this.real = real;
        this.faulty = faulty;
    }

    int begun() {
        return this.begun.get();
    }

    int faults() {
        return this.faults.get();
    }

    @Override
    public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
        this.begun.incrementAndGet();
        return this.real.getTransaction(definition);
    }

    @Override
    public void commit(TransactionStatus status) {
        int number = this.begun.get();
        if (this.faulty && number % 3 == 0) {
            this.real.rollback(status);
            this.faults.incrementAndGet();
            throw new TransactionSystemException("The node lost its database");
        }
        this.real.commit(status);
        if (this.faulty && number % 4 == 0) {
            this.faults.incrementAndGet();
            throw new TransactionSystemException("The answer to the commit was lost");
        }
    }

    @Override
    public void rollback(TransactionStatus status) {
        this.real.rollback(status);
    }

}
