package io.ticketblue.review;

import java.time.Instant;

import io.ticketblue.booking.ReservationId;
import org.jspecify.annotations.Nullable;

/**
 * A review as its author sees it, also while it is hidden.
 *
 * @param review what it says
 * @param reservation which visit it is about
 * @param hiddenAt since when staff hide it, null while everybody sees it
 * @param hiddenReason why
 */
public record OwnReview(ReviewView review, ReservationId reservation, @Nullable Instant hiddenAt,
        @Nullable String hiddenReason) {

    /**
     * Tells whether staff have hidden it.
     * @return whether so
     */
    public boolean hidden() {
        return this.hiddenAt != null;
    }

}
