package io.ticketblue.review;

import java.util.UUID;

import io.ticketblue.catalog.PerformanceId;

/**
 * A review can be read: it was written, or staff show it again. Published in the
 * transaction of the change.
 *
 * @param eventId the same however often the event is delivered
 * @param performance what the review is about, whose rating may be another now
 */
public record ReviewPosted(UUID eventId, ReviewId review, PerformanceId performance) {

    ReviewPosted(ReviewId review, PerformanceId performance) {
        this(UUID.randomUUID(), review, performance);
    }

}
