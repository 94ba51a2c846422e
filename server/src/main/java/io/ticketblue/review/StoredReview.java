package io.ticketblue.review;

import java.time.Instant;
import java.util.Objects;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.PerformanceId;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code review}.
 *
 * @param account null once the account is closed
 * @param content null once the author has deleted it while it was hidden
 * @param version 1, and one more with each change of text or rating
 */
record StoredReview(ReviewId id, PerformanceId performance, ReservationId reservation, @Nullable AccountId account,
        @Nullable String author, int rating, @Nullable String content, Instant at, @Nullable Instant editedAt,
        @Nullable Instant hiddenAt, @Nullable String hiddenReason, int version) {

    boolean hidden() {
        return this.hiddenAt != null;
    }

    boolean deleted() {
        return this.content == null;
    }

    /** Refuses what was decided on another version, if one is named. */
    void requireVersion(@Nullable Integer seen) {
        if (seen != null && seen != this.version) {
            throw new ReviewChangedMeanwhile(this.version);
        }
    }

    ReviewView view() {
        return new ReviewView(this.id, this.performance, this.author, this.rating, Objects.requireNonNull(this.content),
                this.at, this.editedAt);
    }

    OwnReview own() {
        return new OwnReview(view(), this.reservation, this.hiddenAt, this.hiddenReason);
    }

}
