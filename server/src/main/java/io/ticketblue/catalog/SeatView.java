package io.ticketblue.catalog;

/**
 * A seat of a venue's map. The units of the coordinates are those of the map; neighbours
 * stand about 1 apart, the stage lies at the top (small y).
 *
 * @param id identifies it
 * @param section the name of its section
 * @param row the label of its row
 * @param number its number in the row
 * @param label section, row and number as printed on a ticket in one line
 * @param x to the right
 * @param y away from the stage
 * @param accessible whether a wheelchair user can take it
 */
public record SeatView(SeatId id, String section, String row, int number, String label, double x, double y,
        boolean accessible) {
}
