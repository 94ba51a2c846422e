package io.ticketblue.coupon.internal;

import java.util.Collection;
import java.util.Optional;

import io.ticketblue.Pairs;

import org.springframework.jdbc.core.JdbcOperations;

/**
 * The control of the concurrency tests: the statements that {@link CouponIssuing} works
 * with, without what keeps others from giving the same coupon at the same time. Two
 * groups look before either gives.
 */
final class UnguardedIssuing extends IssueRows {

    private final Pairs pairs = new Pairs();

    UnguardedIssuing(JdbcOperations jdbc) {
        super(jdbc);
    }

    @Override
    String locking() {
        return "";
    }

    @Override
    Optional<Locked> lock(long coupon, Collection<Long> accounts) {
        Optional<Locked> found = super.lock(coupon, accounts);
        this.pairs.await();
        return found;
    }

    @Override
    void count(long coupon, int given) {
        // The guard that is taken out: the database would not let the count pass the
        // quantity.
    }

}
