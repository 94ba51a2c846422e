package io.ticketblue.shared.database;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class LongTransactionsTests {

    private final DataSource source = mock();

    private final Connection broken = mock();

    private final Connection next = mock();

    private final LongTransactions transactions = new LongTransactions(this.source);

    private final DefaultTransactionDefinition definition = new DefaultTransactionDefinition();

    @BeforeEach
    void breakTheFirstConnection() throws SQLException {
        when(this.source.getConnection()).thenReturn(this.broken, this.next);
        doThrow(new SQLException("Closed")).when(this.broken).setNetworkTimeout(any(), anyInt());
        this.definition.setTimeout(LongTransactions.SECONDS);
    }

    /** Otherwise callers would be told of the rollback and not of the outage. */
    @Test
    void leavesTheRollbackOfABrokenConnectionToTheServer() throws SQLException {
        TransactionStatus status = this.transactions.getTransaction(new DefaultTransactionDefinition());
        doThrow(new SQLException("Connection is closed")).when(this.broken).rollback();
        when(this.broken.isClosed()).thenReturn(true);
        this.transactions.rollback(status);
        verify(this.broken).rollback();
        assertThat(TransactionSynchronizationManager.hasResource(this.source)).isFalse();
    }

    @Test
    void failsIfAConnectionThatWorksDoesNotRollBack() throws SQLException {
        TransactionStatus status = this.transactions.getTransaction(new DefaultTransactionDefinition());
        doThrow(new SQLException("No rollback")).when(this.broken).rollback();
        assertThatExceptionOfType(TransactionSystemException.class)
            .isThrownBy(() -> this.transactions.rollback(status));
    }

    @Test
    void givesBackAConnectionThatTakesNoTimeout() throws SQLException {
        assertThatExceptionOfType(CannotCreateTransactionException.class)
            .isThrownBy(() -> this.transactions.getTransaction(this.definition));
        verify(this.broken).close();
        assertThat(TransactionSynchronizationManager.hasResource(this.source)).isFalse();
        this.transactions.commit(this.transactions.getTransaction(this.definition));
        verify(this.next).setNetworkTimeout(any(), anyInt());
        verify(this.next).commit();
        verify(this.next).close();
    }

}
