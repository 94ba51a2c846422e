package io.ticketblue.catalog.internal;

import java.util.List;

import io.ticketblue.catalog.SeatMapDraft;

/**
 * A checked seat map: every seat has its place and no two are in one.
 *
 * @param sections in order
 */
record SeatMap(List<Section> sections) {

    /** The most seats of a map. */
    static final int MAX_SEATS = 60_000;

    int capacity() {
        return this.sections.stream().mapToInt(Section::capacity).sum();
    }

    SeatMapDraft toDraft() {
        return new SeatMapDraft(this.sections.stream().map(Section::toDraft).toList());
    }

    record Section(String name, boolean standing, List<Row> rows) {

        int capacity() {
            return this.rows.stream().mapToInt((row) -> row.seats().size()).sum();
        }

        String label(Row row, int number) {
            return label(this.name, this.standing, row.label(), number);
        }

        /** Who stands has a number in the section; who sits has a row as well. */
        static String label(String section, boolean standing, String row, int number) {
            return standing ? section + " " + number : section + " " + row + "-" + number;
        }

        private SeatMapDraft.Section toDraft() {
            return new SeatMapDraft.Section(this.name, this.standing, this.rows.stream().map(Row::toDraft).toList());
        }

    }

    record Row(String label, List<Seat> seats) {

        private SeatMapDraft.Row toDraft() {
            return new SeatMapDraft.Row(this.label, this.seats.stream().map(Seat::toDraft).toList());
        }

    }

    record Seat(int number, double x, double y, boolean accessible) {

        private SeatMapDraft.Seat toDraft() {
            return new SeatMapDraft.Seat(this.number, this.x, this.y, this.accessible);
        }

    }

}
