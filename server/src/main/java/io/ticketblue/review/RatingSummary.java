package io.ticketblue.review;

import java.util.List;

import io.ticketblue.catalog.rating.Rating;
import org.jspecify.annotations.Nullable;

/**
 * How the shown reviews of a performance rate it.
 *
 * @param histogram how many gave each rating: five counts, that of rating 1 first
 */
public record RatingSummary(List<Long> histogram) {

    /** The best rating; the worst is 1. */
    public static final int BEST = 5;

    /** Nobody has written a review. */
    public static final RatingSummary NONE = new RatingSummary(List.of(0L, 0L, 0L, 0L, 0L));

    /**
     * Keeps an unmodifiable copy of the counts.
     */
    public RatingSummary {
        histogram = List.copyOf(histogram);
        if (histogram.size() != BEST) {
            throw new IllegalArgumentException(histogram.size() + " counts of ratings");
        }
    }

    /**
     * The number of reviews with a rating.
     * @param rating 1 to 5
     */
    public long of(int rating) {
        return this.histogram.get(rating - 1);
    }

    /** The number of all reviews. */
    public long count() {
        return this.histogram.stream().mapToLong(Long::longValue).sum();
    }

    /** As {@link Rating#average()}. */
    public @Nullable Double average() {
        return rating().average();
    }

    /** The number of reviews with the most frequent rating: the longest bar. */
    public long most() {
        return this.histogram.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Number and sum of the ratings, as the catalogue shows them. */
    public Rating rating() {
        long sum = 0;
        for (int rating = 1; rating <= BEST; rating++) {
            sum += rating * of(rating);
        }
        return new Rating(count(), sum);
    }

}
