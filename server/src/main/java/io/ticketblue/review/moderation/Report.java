package io.ticketblue.review.moderation;

import java.time.Instant;

import io.ticketblue.review.ReviewId;

/**
 * What somebody objects to in a review.
 *
 * @param id identifies it
 * @param review which review
 * @param reason why, as it was typed
 * @param at when
 */
public record Report(long id, ReviewId review, String reason, Instant at) {
}
