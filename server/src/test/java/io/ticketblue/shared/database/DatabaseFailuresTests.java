package io.ticketblue.shared.database;

import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.SQLExceptionTranslator;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseFailuresTests {

    private final SQLExceptionTranslator translator = new DatabaseConfiguration().lockTimeouts();

    @Test
    void tellsADeadlockFromALockThatDidNotComeInTime() {
        DataAccessException deadlock = translate(new SQLTransactionRollbackException("Deadlock found", "40001", 1213));
        DataAccessException timeout = translate(new SQLException("Lock wait timeout exceeded", "HY000", 1205));
        assertThat(deadlock).isInstanceOf(ConcurrencyFailureException.class);
        assertThat(timeout).isInstanceOf(ConcurrencyFailureException.class);
        assertThat(DatabaseFailures.isDeadlock(deadlock)).isTrue();
        assertThat(DatabaseFailures.isDeadlock(timeout)).isFalse();
        assertThat(DatabaseFailures.isDeadlock(new IllegalStateException())).isFalse();
    }

    private DataAccessException translate(SQLException thrown) {
        return Objects.requireNonNull(this.translator.translate("test", null, thrown));
    }

}
