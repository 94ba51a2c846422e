package io.ticketblue.review;

import java.util.UUID;

import io.ticketblue.catalog.PerformanceId;

/**
 * A review can no longer be read: its author deleted it, or staff hid it. Published in
 * the transaction of the change.
 *
 * @param eventId the same however often the event is delivered
 * @param performance what the review is about, whose rating may be another now
 */
public record ReviewRemoved(UUID eventId, ReviewId review, PerformanceId performance) {

    ReviewRemoved(ReviewId review, PerformanceId performance) {
        this(UUID.randomUUID(), review, performance);
    }

}
