package io.ticketblue.catalog.rating;

import java.math.BigDecimal;
import java.math.RoundingMode;

import org.jspecify.annotations.Nullable;

/**
 * What the reviews of a performance say of it. The average is computed here and nowhere
 * else, so that every page and every answer shows the same number.
 *
 * @param count how many reviews count
 * @param sum of their ratings, each 1 to 5
 */
public record Rating(long count, long sum) {

    /** Nobody has written a review. */
    public static final Rating NONE = new Rating(0, 0);

    /**
     * The average of the ratings.
     * @return 1 to 5, rounded half up to one decimal place; null without reviews
     */
    public @Nullable Double average() {
        return (this.count > 0) ? BigDecimal.valueOf(this.sum)
            .divide(BigDecimal.valueOf(this.count), 1, RoundingMode.HALF_UP)
            .doubleValue() : null;
    }

}
