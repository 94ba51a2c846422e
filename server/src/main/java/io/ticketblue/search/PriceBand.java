package io.ticketblue.search;

import io.ticketblue.shared.Money;

/**
 * How much the cheapest seat costs. The message {@code search.price.<name>} tells it.
 */
public enum PriceBand {

    /** Nothing. */
    FREE(0),

    /** Less than 30,000 won. */
    UNDER_30000(29_999),

    /** From 30,000 to 69,999 won. */
    FROM_30000(69_999),

    /** From 70,000 to 99,999 won. */
    FROM_70000(99_999),

    /** From 100,000 to 149,999 won. */
    FROM_100000(149_999),

    /** 150,000 won or more. */
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
