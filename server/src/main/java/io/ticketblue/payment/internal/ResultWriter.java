package io.ticketblue.payment.internal;

import java.time.Duration;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Ticker;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes what the provider answered, in a transaction of its own. Listeners take part in
 * it, and their locks may cross those of another request: if the database ends it for a
 * deadlock, or because a lock did not come in time, it is tried again, as the answer must
 * not be lost. No attempt begins later than {@link #LAST_START} after the first, so that
 * with a lock's timeout of four seconds the caller waits about nine seconds for locks;
 * after that reconciliation asks the provider again.
 */
@Component
public class ResultWriter {

    static final Duration LAST_START = Duration.ofSeconds(5);

    private static final int ATTEMPTS = 5;

    private final TransactionTemplate transaction;

    private final Ticker ticker;

    @Autowired
    ResultWriter(PlatformTransactionManager transactions) {
        this(transactions, Ticker.systemTicker());
    }

    ResultWriter(PlatformTransactionManager transactions, Ticker ticker) {
        this.ticker = ticker;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Runs the work in a transaction.
     * @param work tells whether it changed anything
     * @return whether it did, and is committed
     */
    public boolean write(Supplier<Boolean> work) {
        long began = this.ticker.read();
        for (int attempt = 1;; attempt++) {
            try {
                return Boolean.TRUE.equals(this.transaction.execute((status) -> work.get()));
            }
            catch (ConcurrencyFailureException ex) {
                if (attempt == ATTEMPTS || this.ticker.read() - began > LAST_START.toNanos()) {
                    throw ex;
                }
            }
        }
    }

}
