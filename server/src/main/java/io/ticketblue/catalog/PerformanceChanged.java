package io.ticketblue.catalog;

import java.util.UUID;

/**
 * Something that buyers can see of a performance changed: its facts, prices, poster or
 * cast, its venue's name, address or map, or its rounds. Published once for each change,
 * in its transaction.
 *
 * @param id identifies the event
 * @param performance which performance
 */
public record PerformanceChanged(UUID id, PerformanceId performance) {

    /**
     * Creates an event.
     * @param performance which performance
     */
    public PerformanceChanged(PerformanceId performance) {
        this(UUID.randomUUID(), performance);
    }

}
