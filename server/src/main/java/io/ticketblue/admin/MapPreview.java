package io.ticketblue.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.catalog.SeatView;

/**
 * A map as the preview draws it, or why there is none.
 *
 * @param capacity how many seats it has
 * @param sections its parts, in order
 * @param errors what is wrong with the form
 */
record MapPreview(int capacity, List<Section> sections, List<Refusal.Sentence> errors) {

    /**
     * A part of the house.
     *
     * @param name its name
     * @param seats its seats, in order
     */
    record Section(String name, List<Seat> seats) {
    }

    /**
     * A seat.
     *
     * @param label as printed on a ticket
     * @param row the label of its row
     * @param number its number in the row
     * @param x to the right
     * @param y away from the stage
     * @param accessible whether a wheelchair user can take it
     */
    record Seat(String label, String row, int number, double x, double y, boolean accessible) {
    }

    static MapPreview of(List<SeatView> seats) {
        Map<String, List<Seat>> sections = new LinkedHashMap<>();
        for (SeatView seat : seats) {
            sections.computeIfAbsent(seat.section(), (name) -> new ArrayList<>())
                .add(new Seat(seat.label(), seat.row(), seat.number(), seat.x(), seat.y(), seat.accessible()));
        }
        return new MapPreview(seats.size(),
                sections.entrySet().stream().map((entry) -> new Section(entry.getKey(), entry.getValue())).toList(),
                List.of());
    }

    static MapPreview refused(Refusal refusal) {
        return new MapPreview(0, List.of(), refusal.sentences());
    }

}
