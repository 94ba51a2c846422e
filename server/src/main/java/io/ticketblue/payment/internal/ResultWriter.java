package io.ticketblue.payment.internal;

import java.util.function.Supplier;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes what the provider answered, in a transaction of its own. Listeners take part in
 * it, and their locks may cross those of another request: the one that the database gives
 * up is tried again.
 */
@Component
public class ResultWriter {

    private static final int ATTEMPTS = 5;

    private final TransactionTemplate transaction;

    ResultWriter(PlatformTransactionManager transactions) {
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Runs the work in a transaction.
     * @param work tells whether it changed anything
     * @return whether it did, and is committed
     */
    public boolean write(Supplier<Boolean> work) {
        for (int attempt = 1;; attempt++) {
            try {
                return Boolean.TRUE.equals(this.transaction.execute((status) -> work.get()));
            }
            catch (ConcurrencyFailureException ex) {
                if (attempt == ATTEMPTS) {
                    throw ex;
                }
            }
        }
    }

}
