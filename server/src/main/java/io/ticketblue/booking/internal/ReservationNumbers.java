package io.ticketblue.booking.internal;

import io.ticketblue.booking.ReservationId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Numbers for new reservations, taken from the database in blocks so that a number costs
 * no round trip. Numbers are unique over all nodes; they rise on each node, and may be
 * skipped.
 */
@Component
class ReservationNumbers {

    private static final int BLOCK = 1_000;

    private final JdbcClient sql;

    private final TransactionTemplate transaction;

    private long next;

    private long end;

    ReservationNumbers(JdbcClient sql, PlatformTransactionManager transactions) {
        this.sql = sql;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    synchronized ReservationId next() {
        if (this.next == this.end) {
            takeBlock();
        }
        return new ReservationId(this.next++);
    }

    private void takeBlock() {
        Long first = this.transaction.execute((status) -> {
            long start = this.sql.sql("SELECT next FROM reservation_number WHERE one = 1 FOR UPDATE")
                .query(Long.class)
                .single();
            this.sql.sql("UPDATE reservation_number SET next = :next WHERE one = 1")
                .param("next", start + BLOCK)
                .update();
            return start;
        });
        if (first == null) {
            throw new IllegalStateException("No block of reservation numbers");
        }
        this.next = first;
        this.end = first + BLOCK;
    }

}
