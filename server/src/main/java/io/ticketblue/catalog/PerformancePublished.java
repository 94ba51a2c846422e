package io.ticketblue.catalog;

import java.util.UUID;

/**
 * A performance is shown to buyers: it is new, or was taken out of the archive. Published
 * once for each change, in its transaction.
 *
 * @param id identifies the event
 * @param performance which performance
 */
public record PerformancePublished(UUID id, PerformanceId performance) {

    /**
     * Creates an event.
     * @param performance which performance
     */
    public PerformancePublished(PerformanceId performance) {
        this(UUID.randomUUID(), performance);
    }

}
