package io.ticketblue.payment.internal;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Keeps calls to the provider outside of transactions. */
public final class Outside {

    private Outside() {
    }

    /**
     * Refuses to go on inside a transaction: a call to the provider would keep its locks
     * for as long as the provider likes, and a rollback would forget what was paid.
     */
    public static void ofTransactions() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("The payment provider is never called inside a transaction");
        }
    }

}
