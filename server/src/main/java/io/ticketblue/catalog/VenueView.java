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
 * @param turnaroundMinutes how long it stays taken after a performance, until the next
 * one can begin
 * @param version counts its changes
 */
public record VenueView(VenueId id, String name, String address, int capacity, List<SectionView> sections,
        int turnaroundMinutes, int version) {

    /**
     * A venue as it is when it is new.
     * @param id identifies it
     * @param name its name
     * @param address where it is
     * @param capacity how many seats its map has
     * @param sections its parts, in order
     */
    public VenueView(VenueId id, String name, String address, int capacity, List<SectionView> sections) {
        this(id, name, address, capacity, sections, SaveVenue.USUAL_TURNAROUND, 1);
    }

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
