package io.ticketblue.coupon.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.ticketblue.coupon.internal.IssueClaim.Stock;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Loses some of the connections over which groups are given coupons at once: one in three
 * before the database has heard anything, one in three after it has committed.
 */
final class FaultyRows extends IssueRows {

    private final AtomicInteger calls = new AtomicInteger();

    private final AtomicInteger faults = new AtomicInteger();

    FaultyRows(JdbcOperations jdbc) {
        super(jdbc);
    }

    int faults() {
        return this.faults.get();
    }

    @Override
    Map<Long, Long> giveIfUnchanged(Stock known, Collection<Long> accounts, Instant now, Instant expiresAt) {
        int number = this.calls.incrementAndGet();
        if (number % 3 == 1) {
            throw lost();
        }
        Map<Long, Long> numbers = super.giveIfUnchanged(known, accounts, now, expiresAt);
        if (number % 3 == 2) {
            throw lost();
        }
        return numbers;
    }

    private DataAccessResourceFailureException lost() {
        this.faults.incrementAndGet();
        return new DataAccessResourceFailureException("The connection was lost");
    }

}
