package io.ticketblue.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A seat map as staff hand it in and take it out again (JSON import and export).
 *
 * @param sections in the order in which they are listed; names are unique in the map
 */
public record SeatMapDraft(List<Section> sections) {

    /**
     * A part of the house.
     *
     * @param name 1 to 40 characters
     * @param standing true for numbered places to stand
     * @param rows from the stage to the back
     */
    public record Section(String name, boolean standing, List<Row> rows) {
    }

    /**
     * A row of a section.
     *
     * @param label 1 to 10 characters, unique in the section
     * @param seats in order
     */
    public record Row(String label, List<Seat> seats) {
    }

    /**
     * A seat of a row.
     *
     * @param number unique in the row, 1 to 9999
     * @param x metres or any unit, to the right; placed by the server when absent
     * @param y the same, away from the stage
     * @param accessible whether a wheelchair user can take it
     */
    public record Seat(int number, @Nullable Double x, @Nullable Double y, boolean accessible) {
    }

}
