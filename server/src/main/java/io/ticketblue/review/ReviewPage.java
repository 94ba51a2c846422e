package io.ticketblue.review;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A page of the reviews of a performance.
 *
 * @param items the reviews, in the order that was asked for
 * @param next the cursor of the next page; null if this is the last
 * @param summary of all shown reviews, not only of these
 */
public record ReviewPage(List<ReviewView> items, @Nullable String next, RatingSummary summary) {

    /**
     * Keeps an unmodifiable copy of the items.
     */
    public ReviewPage {
        items = List.copyOf(items);
    }

}
