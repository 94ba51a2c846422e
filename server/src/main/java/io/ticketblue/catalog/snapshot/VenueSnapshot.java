package io.ticketblue.catalog.snapshot;

import io.ticketblue.catalog.VenueId;

/**
 * A venue without its map.
 *
 * @param id identifies it
 * @param name its name
 * @param address where it is
 */
public record VenueSnapshot(VenueId id, String name, String address) {
}
