package io.ticketblue.review.moderation;

import java.time.Instant;
import java.util.List;

import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.review.ReviewId;
import org.jspecify.annotations.Nullable;

/**
 * A review as staff see it.
 *
 * @param reservation the booking that it is about
 * @param author the author's name in part, null once the account is closed
 * @param rating 1 to 5
 * @param content plain text; null if its author deleted it while it was hidden
 * @param at when it was written
 * @param editedAt when it was changed last, null if never
 * @param hiddenAt since when it is hidden, null while it is shown
 * @param hiddenReason the reason that staff gave, null while it is shown
 * @param version 1, and one more with each change of text or rating
 * @param openReports reports that staff have not decided on
 * @param reports the latest reports, the newest first, at most {@value #MOST_REPORTS},
 * decided ones included
 */
public record ModeratedReview(ReviewId id, PerformanceId performance, ReservationId reservation,
        @Nullable String author, int rating, @Nullable String content, Instant at, @Nullable Instant editedAt,
        @Nullable Instant hiddenAt, @Nullable String hiddenReason, int version, int openReports, List<Report> reports) {

    /** How many reports are shown. */
    public static final int MOST_REPORTS = 20;

    /**
     * Keeps an unmodifiable copy of the reports.
     */
    public ModeratedReview {
        reports = List.copyOf(reports);
    }

    /** Whether staff have hidden it. */
    public boolean hidden() {
        return this.hiddenAt != null;
    }

    /**
     * The number of the latest report, 0 without reports. What is reported later has a
     * higher one.
     */
    public long lastReport() {
        return this.reports.isEmpty() ? 0 : this.reports.getFirst().id();
    }

}
