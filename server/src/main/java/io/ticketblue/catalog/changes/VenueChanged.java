package io.ticketblue.catalog.changes;

import java.util.UUID;

import io.ticketblue.catalog.VenueId;

/**
 * A venue was created, deleted, or anything that is known of it changed. Published once
 * for each change, in its transaction.
 *
 * @param id identifies the event
 * @param venue which venue
 */
public record VenueChanged(UUID id, VenueId venue) {

    /**
     * Creates an event.
     * @param venue which venue
     */
    public VenueChanged(VenueId venue) {
        this(UUID.randomUUID(), venue);
    }

}
