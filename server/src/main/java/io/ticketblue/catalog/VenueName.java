package io.ticketblue.catalog;

/**
 * A venue to choose from a list.
 *
 * @param id identifies it
 * @param name its name
 * @param capacity how many seats its map has
 */
public record VenueName(VenueId id, String name, int capacity) {
}
