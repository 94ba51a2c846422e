package io.ticketblue.review;

import java.util.UUID;

import io.ticketblue.catalog.PerformanceId;

/**
 * A review that can be read has another text, rating or author's name. Published in the
 * transaction of the change.
 *
 * @param eventId the same however often the event is delivered
 * @param performance what the review is about, whose rating may be another now
 */
public record ReviewChanged(UUID eventId, ReviewId review, PerformanceId performance) {

    ReviewChanged(ReviewId review, PerformanceId performance) {
        this(UUID.randomUUID(), review, performance);
    }

}
