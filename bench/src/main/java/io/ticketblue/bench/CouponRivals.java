package io.ticketblue.bench;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.coupon.internal.CouponIssuing;
import io.ticketblue.coupon.internal.CouponSettings;
import io.ticketblue.coupon.internal.IssueClaim;
import io.ticketblue.coupon.internal.IssueMemory;
import io.ticketblue.coupon.internal.IssueRows;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RLock;
import org.redisson.api.RedissonClient;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** The ways to give coupons that are compared, each as people write it. */
final class CouponRivals {

    static final String NO_GUARD = "no guard";

    static final String OPTIMISTIC = "optimistic version";

    static final String PESSIMISTIC = "pessimistic row lock";

    static final String REDIS_LOCK = "Redis lock";

    static final String OURS = "TICKET BLUE";

    private final CouponRows rows;

    private final TransactionTemplate transaction;

    private final JdbcTemplate jdbc;

    private final PlatformTransactionManager transactions;

    private final RedissonClient redisson;

    private final CouponSettings settings;

    CouponRivals(JdbcTemplate jdbc, PlatformTransactionManager transactions, RedissonClient redisson,
            CouponSettings settings) {
        this.jdbc = jdbc;
        this.rows = new CouponRows(jdbc);
        this.transactions = transactions;
        this.transaction = new TransactionTemplate(transactions);
        this.redisson = redisson;
        this.settings = settings;
    }

    /** All of them, anew. */
    List<CouponRival> all() {
        return List.of(new NoGuard(), new Optimistic(), new Pessimistic(), new RedisLock(), ours());
    }

    /** The component of the application itself. */
    CouponRival ours() {
        Clock clock = Clock.systemUTC();
        CouponIssuing issuing = new CouponIssuing(new IssueRows(this.jdbc), new IssueMemory(clock, this.settings),
                clock, this.settings, this.transactions, (event) -> {
                }, new SimpleMeterRegistry());
        return new CouponRival() {
            @Override
            public String name() {
                return OURS;
            }

            @Override
            public boolean issue(long coupon, long account) {
                IssueClaim.Outcome outcome = issuing.issue(new IssueClaim(coupon, account, IssueClaim.Way.LIST));
                if (outcome instanceof IssueClaim.Given || outcome == IssueClaim.Refused.EXHAUSTED) {
                    return outcome instanceof IssueClaim.Given;
                }
                throw new IllegalStateException("Refused: " + outcome);
            }
        };
    }

    /** Looks, counts and writes; whoever does the same meanwhile is not seen. */
    private final class NoGuard implements CouponRival {

        @Override
        public String name() {
            return NO_GUARD;
        }

        @Override
        public boolean issue(long coupon, long account) {
            return done(CouponRivals.this.transaction.execute((status) -> {
                CouponRows.Present present = CouponRivals.this.rows.read(coupon);
                return !present.exhausted() && give(coupon, account, present);
            }));
        }

    }

    /**
     * The count is the version: who finds it changed begins again, after a short pause of
     * random length.
     */
    private final class Optimistic implements CouponRival {

        private static final int MOST_ATTEMPTS = 50;

        private static final long LONGEST_PAUSE_MICROS = 10_000;

        private final AtomicLong retries = new AtomicLong();

        @Override
        public String name() {
            return OPTIMISTIC;
        }

        @Override
        public boolean issue(long coupon, long account) {
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                Optional<Boolean> given = Objects.requireNonNull(
                        CouponRivals.this.transaction.execute((status) -> attempt(status, coupon, account)));
                if (given.isPresent()) {
                    return given.get();
                }
                this.retries.incrementAndGet();
                LockSupport.parkNanos(
                        TimeUnit.MICROSECONDS.toNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_MICROS)));
            }
            throw new IllegalStateException("Gave up after " + MOST_ATTEMPTS + " attempts");
        }

        private Optional<Boolean> attempt(TransactionStatus status, long coupon, long account) {
            CouponRows.Present present = CouponRivals.this.rows.read(coupon);
            if (present.exhausted()) {
                return Optional.of(false);
            }
            if (CouponRivals.this.rows.has(coupon, account)) {
                throw new IllegalStateException("Has one");
            }
            if (!CouponRivals.this.rows.countIfStill(coupon, present.issued())) {
                status.setRollbackOnly();
                return Optional.empty();
            }
            CouponRivals.this.rows.give(coupon, account);
            return Optional.of(true);
        }

        @Override
        public String note() {
            return this.retries + " retries";
        }

    }

    /** The coupon's row is locked from the first look on. */
    private final class Pessimistic implements CouponRival {

        @Override
        public String name() {
            return PESSIMISTIC;
        }

        @Override
        public boolean issue(long coupon, long account) {
            return done(CouponRivals.this.transaction.execute((status) -> {
                CouponRows.Present present = CouponRivals.this.rows.readAndLock(coupon);
                return !present.exhausted() && give(coupon, account, present);
            }));
        }

    }

    /** A lock in Redis around the transaction, from before it begins until it is over. */
    private final class RedisLock implements CouponRival {

        private static final int PATIENCE_SECONDS = 30;

        private static final int LEASE_SECONDS = 10;

        @Override
        public String name() {
            return REDIS_LOCK;
        }

        @Override
        public boolean issue(long coupon, long account) {
            RLock lock = CouponRivals.this.redisson.getLock("lock:coupon:" + coupon);
            try {
                if (!lock.tryLock(PATIENCE_SECONDS, LEASE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("No lock within " + PATIENCE_SECONDS + " s");
                }
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", ex);
            }
            try {
                return done(CouponRivals.this.transaction.execute((status) -> {
                    CouponRows.Present present = CouponRivals.this.rows.read(coupon);
                    return !present.exhausted() && give(coupon, account, present);
                }));
            }
            finally {
                lock.unlock();
            }
        }

    }

    private boolean give(long coupon, long account, CouponRows.Present present) {
        if (this.rows.has(coupon, account)) {
            throw new IllegalStateException("Has one");
        }
        this.rows.count(coupon, present.issued() + 1);
        this.rows.give(coupon, account);
        return true;
    }

    private static boolean done(@Nullable Boolean given) {
        return Objects.requireNonNull(given, "The transaction answers");
    }

}
