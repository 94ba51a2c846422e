package io.ticketblue.review;

import java.time.Instant;

import io.ticketblue.booking.ReservationId;
import org.jspecify.annotations.Nullable;

/**
 * A review as its author sees it, also while it is hidden.
 *
 * @param review its text and rating
 * @param reservation the booking that it is about
 * @param hiddenAt since when staff hide it, null while everybody sees it
 * @param hiddenReason the reason that staff gave, null while everybody sees it
 */
public record OwnReview(ReviewView review, ReservationId reservation, @Nullable Instant hiddenAt,
        @Nullable String hiddenReason) {

    /** Whether staff have hidden it. */
    public boolean hidden() {
        return this.hiddenAt != null;
    }

}
