package io.ticketblue.coupon.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.ticketblue.coupon.internal.IssueClaim.Refused;
import io.ticketblue.coupon.internal.IssueClaim.Stock;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What this node knows of coupons that cannot be had, so that it refuses a crowd at once
 * without the database. It only ever refuses what the database has refused a moment ago;
 * what this node changes is forgotten at once, and what other nodes change after
 * {@link CouponSettings#memoryAge()}.
 */
@Component
public class IssueMemory {

    private final Map<Long, Known> known = new ConcurrentHashMap<>();

    private final AtomicLong changes = new AtomicLong();

    private final Clock clock;

    private final Duration age;

    /**
     * Creates an empty memory.
     * @param clock tells how old a memory is
     * @param settings how old it may become
     */
    public IssueMemory(Clock clock, CouponSettings settings) {
        this.clock = clock;
        this.age = settings.memoryAge();
    }

    /**
     * Why nobody can have the coupon now; null if the database must be asked, also for a
     * coupon that is not to be had in this way.
     */
    @Nullable Refused refusal(IssueClaim claim) {
        Known present = this.known.get(claim.coupon());
        if (present == null || present.stock().way() != claim.way()) {
            return null;
        }
        Instant now = this.clock.instant();
        Duration since = Duration.between(present.at(), now);
        if (since.isNegative() || since.compareTo(this.age) > 0) {
            return null;
        }
        if (!present.stock().open(now)) {
            return Refused.NOT_OPEN;
        }
        return (present.stock().remaining() <= 0) ? Refused.EXHAUSTED : null;
    }

    /** To be asked before a transaction that is to be remembered begins. */
    long moment() {
        return this.changes.get();
    }

    /**
     * Keeps what a committed transaction has found, unless something was changed since it
     * began.
     */
    void remember(Stock stock, Instant at, long moment) {
        this.known.compute(stock.id(),
                (id, present) -> (this.changes.get() == moment) ? new Known(stock, at) : present);
    }

    /** Forgets a coupon, after a change of it was committed. */
    void forget(long coupon) {
        this.changes.incrementAndGet();
        this.known.remove(coupon);
    }

    private record Known(Stock stock, Instant at) {
    }

}
