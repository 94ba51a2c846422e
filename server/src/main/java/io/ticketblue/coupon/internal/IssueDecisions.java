package io.ticketblue.coupon.internal;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

import io.ticketblue.coupon.internal.IssueClaim.Refused;
import io.ticketblue.coupon.internal.IssueClaim.Stock;
import org.jspecify.annotations.Nullable;

/**
 * Decides claims on one coupon one after the other, against its locked row. Touches no
 * database.
 */
final class IssueDecisions {

    private final Stock stock;

    private final Set<Long> having;

    private final boolean open;

    private final Set<Long> given = new LinkedHashSet<>();

    /**
     * Creates decisions.
     * @param stock the coupon
     * @param having who of those who ask has one
     * @param now when the decisions are made
     */
    IssueDecisions(Stock stock, Set<Long> having, Instant now) {
        this.stock = stock;
        this.having = new HashSet<>(having);
        this.open = stock.open(now);
    }

    /** Decides; null if the coupon is given. */
    @Nullable Refused decide(IssueClaim claim) {
        if (claim.way() != this.stock.way()) {
            return Refused.UNKNOWN;
        }
        if (this.having.contains(claim.account())) {
            return Refused.HAS_ONE;
        }
        if (!this.open) {
            return Refused.NOT_OPEN;
        }
        if (this.given.size() >= this.stock.remaining()) {
            return Refused.EXHAUSTED;
        }
        this.having.add(claim.account());
        this.given.add(claim.account());
        return null;
    }

    /** Who is given one, in order. */
    Set<Long> given() {
        return this.given;
    }

}
