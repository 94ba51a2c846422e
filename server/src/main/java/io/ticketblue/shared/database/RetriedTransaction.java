package io.ticketblue.shared.database;

import java.util.Objects;
import java.util.function.Supplier;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work in a transaction, and again if the database rolled it back to end a deadlock:
 * nothing of it was written then. A lock that did not come in time is not waited for
 * again, for the wait has used up what a caller is ready to wait. Inside another
 * transaction it joins that one and is not tried again, for the database has rolled back
 * more than the work.
 */
@Component
public class RetriedTransaction {

    private static final int MOST_ATTEMPTS = 5;

    private final TransactionTemplate transaction;

    /** Creates it for the transactions of the primary database. */
    public RetriedTransaction(PlatformTransactionManager transactions) {
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Runs work that has a result.
     * @throws ConcurrencyFailureException if a lock does not come in time, or after five
     * deadlocks
     */
    public <T> T get(Supplier<T> work) {
        boolean alone = !TransactionSynchronizationManager.isActualTransactionActive();
        for (int attempt = 1;; attempt++) {
            try {
                return Objects.requireNonNull(this.transaction.execute((status) -> work.get()));
            }
            catch (ConcurrencyFailureException ex) {
                if (!alone || attempt == MOST_ATTEMPTS || !DatabaseFailures.isDeadlock(ex)) {
                    throw ex;
                }
            }
        }
    }

    /**
     * Runs work.
     * @throws ConcurrencyFailureException as {@link #get} does
     */
    public void run(Runnable work) {
        get(() -> {
            work.run();
            return true;
        });
    }

}
