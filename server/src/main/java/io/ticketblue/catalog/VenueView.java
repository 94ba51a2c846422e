package io.ticketblue.catalog;

import java.util.List;

/**
 * A venue.
 *
 * @param id identifies it
 * @param name its name
 * @param address where it is
 * @param capacity how many seats its map has
 * @param sections its parts, in order
 */
public record VenueView(VenueId id, String name, String address, int capacity, List<SectionView> sections) {

    /**
     * A part of a venue.
     *
     * @param id identifies it
     * @param name its name
     * @param standing true for numbered places to stand
     * @param capacity how many seats it has
     * @param rows the labels of its rows, in order
     */
    public record SectionView(SectionId id, String name, boolean standing, int capacity, List<String> rows) {
    }

}
