package io.ticketblue.shared.database;

import javax.sql.DataSource;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * Gives a transaction that may write a connection to the primary, also where
 * {@link DatabaseRoute} names the replica. Read-only transactions keep the route.
 */
abstract class WritesToPrimary extends JdbcTransactionManager {

    WritesToPrimary(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        if (definition.isReadOnly()) {
            super.doBegin(transaction, definition);
        }
        else {
            DatabaseRoute.PRIMARY.call(() -> {
                super.doBegin(transaction, definition);
                return null;
            });
        }
    }

}
