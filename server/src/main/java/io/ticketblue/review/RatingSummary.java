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
     * Counts the reviews with a rating.
     * @param rating 1 to 5
     * @return how many
     */
    public long of(int rating) {
        return this.histogram.get(rating - 1);
    }

    /**
     * Counts all reviews.
     * @return how many
     */
    public long count() {
        return this.histogram.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The average of the ratings.
     * @return as {@link Rating#average()}
     */
    public @Nullable Double average() {
        return rating().average();
    }

    /**
     * Counts the rating that most reviews gave.
     * @return how many did, for the length of the longest bar
     */
    public long most() {
        return this.histogram.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /**
     * The same as the catalogue shows it.
     * @return count and sum
     */
    public Rating rating() {
        long sum = 0;
        for (int rating = 1; rating <= BEST; rating++) {
            sum += rating * of(rating);
        }
        return new Rating(count(), sum);
    }

}
