package io.ticketblue.review;

import java.time.Instant;

import io.ticketblue.catalog.PerformanceId;
import org.jspecify.annotations.Nullable;

/**
 * A review as everybody may read it.
 *
 * @param performance what it is about
 * @param author the author's name in part, such as {@code 김*객}; null once the account is
 * closed
 * @param rating 1 to 5
 * @param content plain text with line breaks
 * @param at when it was written
 * @param editedAt when it was changed last, null if never
 */
public record ReviewView(ReviewId id, PerformanceId performance, @Nullable String author, int rating, String content,
        Instant at, @Nullable Instant editedAt) {
}
