package io.ticketblue.search;

import io.ticketblue.shared.Money;

/**
 * How much the cheapest seat costs. The message {@code search.price.<name>} tells it.
 */
public enum PriceBand {

    FREE(0),

    UNDER_30000(29_999),

    FROM_30000(69_999),

    FROM_70000(99_999),

    FROM_100000(149_999),

    FROM_150000(Long.MAX_VALUE);

    private final long most;

    PriceBand(long most) {
        this.most = most;
    }

    /** The band of a price. */
    public static PriceBand of(Money price) {
        for (PriceBand band : values()) {
            if (price.won() <= band.most) {
                return band;
            }
        }
        return FROM_150000;
    }

}
