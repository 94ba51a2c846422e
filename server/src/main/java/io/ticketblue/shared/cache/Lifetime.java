package io.ticketblue.shared.cache;

import java.time.Duration;

/**
 * How old a cached value may be.
 *
 * @param refreshAfter from this age on a value that is asked for is read again in the
 * background
 * @param expireAfter a value of this age is never given out
 */
public record Lifetime(Duration refreshAfter, Duration expireAfter) {

    /**
     * Checks the ages.
     * @throws IllegalArgumentException unless a value can be refreshed before it expires
     */
    public Lifetime {
        if (refreshAfter.isNegative() || refreshAfter.isZero() || refreshAfter.compareTo(expireAfter) >= 0) {
            throw new IllegalArgumentException("refreshAfter must be positive and shorter than expireAfter");
        }
    }

}
