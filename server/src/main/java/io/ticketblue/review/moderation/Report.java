package io.ticketblue.review.moderation;

import java.time.Instant;

import io.ticketblue.review.ReviewId;

/**
 * A reader's report of a review.
 *
 * @param reason as it was typed
 */
public record Report(long id, ReviewId review, String reason, Instant at) {
}
