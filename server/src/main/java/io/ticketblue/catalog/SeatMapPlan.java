package io.ticketblue.catalog;

import java.util.List;

import io.ticketblue.catalog.internal.SeatMapPlanning;

/**
 * A seat map as it is built in a form: blocks of rows and seats, from which the map is
 * drawn. Preview and saving use the same drawing.
 *
 * @param curvature how far rows bend around the stage, 0 for straight to 1
 * @param sections 1 to 200, from left to right within their tier; names are unique
 */
public record SeatMapPlan(double curvature, List<Section> sections) {

    /**
     * A block of rows.
     *
     * @param name 1 to 40 characters
     * @param standing true for numbered places to stand, counted through from 1
     * @param tier 1 for the blocks before the stage to 20 for those farthest back
     * @param rows how many rows it has, 1 to 500
     * @param seatsPerRow how many seats each row has, 1 to 500
     * @param aislesAfter after which seats of each row there is an aisle, counted from 1
     * @param rowLabels how rows are called
     * @param accessibleSeats how many seats, at the ends of rows from the last row on,
     * take a wheelchair, 0 to twice the rows
     */
    public record Section(String name, boolean standing, int tier, int rows, int seatsPerRow, List<Integer> aislesAfter,
            RowLabels rowLabels, int accessibleSeats) {
    }

    /** How rows are called. */
    public enum RowLabels {

        /** 1, 2, 3 … */
        NUMBERS,

        /** A, B … Z, AA, AB … */
        LETTERS

    }

    /**
     * Draws the map.
     * @return the map with coordinates
     * @throws io.ticketblue.shared.InvalidRequest if a number is out of range, with the
     * path of the field, for example {@code plan.sections[1].rows}
     */
    public SeatMapDraft toDraft() {
        return SeatMapPlanning.draw(this);
    }

}
