package io.ticketblue.catalog;

import java.util.UUID;

/**
 * A performance is no longer shown to buyers: it was deleted or archived. Published once
 * for each change, in its transaction.
 *
 * @param id identifies the event
 * @param performance which performance
 */
public record PerformanceWithdrawn(UUID id, PerformanceId performance) {

    /**
     * Creates an event.
     * @param performance which performance
     */
    public PerformanceWithdrawn(PerformanceId performance) {
        this(UUID.randomUUID(), performance);
    }

}
