package io.ticketblue.booking.internal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import io.ticketblue.booking.ReservationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Numbers for new reservations, taken from the database in blocks so that a number costs
 * no round trip, and ahead of need so that no claim waits for a block. Numbers are unique
 * over all nodes; they mostly rise on each node, and may be skipped.
 */
@Component
class ReservationNumbers {

    private static final int BLOCK = 1_000;

    /** With fewer left, the next block is fetched in the background. */
    private static final int LOW = 500;

    private static final Logger log = LoggerFactory.getLogger(ReservationNumbers.class);

    private final JdbcClient sql;

    private final TransactionTemplate transaction;

    private final ReentrantLock lock = new ReentrantLock();

    private final Deque<ReservationId> free = new ArrayDeque<>();

    private final AtomicBoolean fetching = new AtomicBoolean();

    ReservationNumbers(JdbcClient sql, PlatformTransactionManager transactions) {
        this.sql = sql;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Takes numbers; nobody else gets them until they are given back. To be called
     * outside a transaction, which would otherwise wait, with its locks, for a second
     * connection.
     */
    Deque<ReservationId> take(int count) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Reservation numbers must be taken before the transaction begins");
        }
        this.lock.lock();
        try {
            while (this.free.size() < count) {
                add(fetch());
            }
            Deque<ReservationId> taken = new ArrayDeque<>();
            for (int i = 0; i < count; i++) {
                taken.add(this.free.remove());
            }
            if (this.free.size() < LOW && this.fetching.compareAndSet(false, true)) {
                Thread.ofVirtual().name("reservation-numbers").start(this::fetchAhead);
            }
            return taken;
        }
        finally {
            this.lock.unlock();
        }
    }

    /** Gives back numbers that certainly no row has. */
    void giveBack(Collection<ReservationId> numbers) {
        this.lock.lock();
        try {
            numbers.forEach(this.free::addFirst);
        }
        finally {
            this.lock.unlock();
        }
    }

    private void fetchAhead() {
        try {
            long first = fetch();
            this.lock.lock();
            try {
                add(first);
            }
            finally {
                this.lock.unlock();
            }
        }
        catch (DataAccessException | TransactionException ex) {
            log.warn("No reservation numbers could be fetched ahead; the next claims try again", ex);
        }
        finally {
            this.fetching.set(false);
        }
    }

    private void add(long first) {
        for (long number = first; number < first + BLOCK; number++) {
            this.free.add(new ReservationId(number));
        }
    }

    private long fetch() {
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
        return first;
    }

}
