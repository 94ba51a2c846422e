package io.ticketblue.catalog.changes;

import java.util.UUID;

import io.ticketblue.catalog.PerformerId;

/**
 * A performer was created, deleted, or anything that is known of it changed. Published
 * once for each change, in its transaction.
 *
 * @param id identifies the event
 * @param performer which performer
 */
public record PerformerChanged(UUID id, PerformerId performer) {

    /**
     * Creates an event.
     * @param performer which performer
     */
    public PerformerChanged(PerformerId performer) {
        this(UUID.randomUUID(), performer);
    }

}
