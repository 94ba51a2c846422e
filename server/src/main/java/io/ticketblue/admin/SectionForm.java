package io.ticketblue.admin;

import java.util.List;

import io.ticketblue.catalog.SeatMapPlan;

/**
 * A line of the map builder as typed.
 *
 * @param name the section's name
 * @param kind {@code SEATED} or {@code STANDING}
 * @param tier its place behind the stage, 1 is nearest
 * @param rows how many rows
 * @param seats how many seats a row has
 * @param labels how rows are called, a constant of {@link SeatMapPlan.RowLabels}
 * @param aisles after which seats there is an aisle, such as {@code 4, 14}
 * @param accessible how many seats take a wheelchair
 */
record SectionForm(String name, String kind, String tier, String rows, String seats, String labels, String aisles,
        String accessible) {

    static final String[] COLUMNS = { "sectionName", "sectionKind", "sectionTier", "sectionRows", "sectionSeats",
            "sectionLabels", "sectionAisles", "sectionAccessible" };

    static final SectionForm EMPTY = new SectionForm("", "SEATED", "1", "", "", "LETTERS", "", "");

    private static final String STANDING = "STANDING";

    private static final int MOST = 60_000;

    static SectionForm of(Typed.Line line) {
        return new SectionForm(line.text("sectionName"), line.text("sectionKind"), line.text("sectionTier"),
                line.text("sectionRows"), line.text("sectionSeats"), line.text("sectionLabels"),
                line.text("sectionAisles"), line.text("sectionAccessible"));
    }

    /** Tells whether nothing was typed into the line. */
    boolean blank() {
        return (this.name + this.rows + this.seats + this.aisles + this.accessible).isEmpty();
    }

    /** Reads the line; its fields are those of {@code sections[index]}. */
    SeatMapPlan.Section plan(Checks checks, int index) {
        String field = "sections[" + index + "].";
        List<Integer> aislesAfter = Checks.words(this.aisles)
            .stream()
            .map((word) -> checks.number(field + "aisles", word, 1, MOST))
            .sorted()
            .distinct()
            .toList();
        return new SeatMapPlan.Section(checks.required(field + "name", this.name), this.kind.equals(STANDING),
                checks.number(field + "tier", this.tier, 1, MOST), checks.number(field + "rows", this.rows, 1, MOST),
                checks.number(field + "seats", this.seats, 1, MOST), aislesAfter,
                checks.choice(SeatMapPlan.RowLabels.class, field + "labels", this.labels),
                this.accessible.isEmpty() ? 0 : checks.number(field + "accessible", this.accessible, 0, MOST));
    }

}
