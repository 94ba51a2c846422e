package io.ticketblue.catalog.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.ticketblue.catalog.SeatMapDraft;
import io.ticketblue.catalog.SeatMapPlan;

/** Draws the map of a plan. */
public final class SeatMapPlanning {

    private static final int MAX_TIERS = 20;

    private static final int MAX_ROWS = 500;

    private SeatMapPlanning() {
    }

    /**
     * Draws the map.
     * @param plan what was filled in
     * @return the map with coordinates
     */
    public static SeatMapDraft draw(SeatMapPlan plan) {
        check(plan);
        TreeMap<Integer, List<SeatLayout.Block>> tiers = new TreeMap<>();
        for (SeatMapPlan.Section section : plan.sections()) {
            tiers.computeIfAbsent(section.tier(), (tier) -> new ArrayList<>())
                .add(new SeatLayout.Block(section(section), section.standing() ? List.of() : section.aislesAfter()));
        }
        return new SeatMapDraft(SeatLayout.place(List.copyOf(tiers.values()), plan.curvature()));
    }

    private static SeatMapDraft.Section section(SeatMapPlan.Section plan) {
        if (plan.standing()) {
            SeatMapDraft.Row places = new SeatMapDraft.Row("1", seats(plan.rows() * plan.seatsPerRow()));
            return new SeatMapDraft.Section(plan.name(), true, List.of(places));
        }
        SeatMapDraft.Section section = new SeatMapDraft.Section(plan.name(), false,
                IntStream.range(0, plan.rows())
                    .mapToObj((row) -> new SeatMapDraft.Row(label(plan.rowLabels(), row), seats(plan.seatsPerRow())))
                    .toList());
        int wanted = plan.accessibleSeats();
        for (int row = plan.rows() - 1; row >= 0 && wanted > 0; row--) {
            int marked = Math.min(wanted, Math.min(2, plan.seatsPerRow()));
            section = SimpleHouse.withAccessibleEnds(section, row, marked);
            wanted -= marked;
        }
        return section;
    }

    private static List<SeatMapDraft.Seat> seats(int count) {
        return IntStream.rangeClosed(1, count)
            .mapToObj((number) -> new SeatMapDraft.Seat(number, null, null, false))
            .toList();
    }

    static String label(SeatMapPlan.RowLabels labels, int row) {
        if (labels == SeatMapPlan.RowLabels.NUMBERS) {
            return Integer.toString(row + 1);
        }
        StringBuilder letters = new StringBuilder();
        for (int rest = row; rest >= 0; rest = rest / 26 - 1) {
            letters.insert(0, (char) ('A' + rest % 26));
        }
        return letters.toString();
    }

    private static void check(SeatMapPlan plan) {
        FieldErrors errors = new FieldErrors();
        if (!(plan.curvature() >= 0 && plan.curvature() <= SeatLayout.MAX_CURVATURE)) {
            errors.reject("plan.curvature", FieldErrors.OUT_OF_RANGE, 0, 1);
        }
        errors.range("plan.sections", plan.sections().size(), 1, SeatMapReader.MAX_SECTIONS);
        errors.throwIfAny();
        Set<String> names = new HashSet<>();
        long seats = 0;
        for (int index = 0; index < plan.sections().size(); index++) {
            SeatMapPlan.Section section = plan.sections().get(index);
            String path = "plan.sections[" + index + "]";
            String name = errors.line(path + ".name", section.name(), 1, 40);
            if (!names.add(name)) {
                errors.reject(path + ".name", FieldErrors.NOT_UNIQUE);
            }
            check(section, path, errors);
            seats += (long) section.rows() * section.seatsPerRow();
        }
        errors.throwIfAny();
        errors.range("plan.sections", seats, 1, SeatMap.MAX_SEATS);
        errors.throwIfAny();
    }

    private static void check(SeatMapPlan.Section section, String path, FieldErrors errors) {
        errors.range(path + ".tier", section.tier(), 1, MAX_TIERS);
        errors.range(path + ".rows", section.rows(), 1, MAX_ROWS);
        errors.range(path + ".seatsPerRow", section.seatsPerRow(), 1, MAX_ROWS);
        if (section.standing()) {
            long places = (long) section.rows() * section.seatsPerRow();
            errors.range(path + ".seatsPerRow", places, 1, SeatMapReader.MAX_NUMBER);
        }
        for (int aisle = 0; aisle < section.aislesAfter().size(); aisle++) {
            errors.range(path + ".aislesAfter[" + aisle + "]", section.aislesAfter().get(aisle), 1,
                    Math.max(1, section.seatsPerRow() - 1));
            if (section.aislesAfter().indexOf(section.aislesAfter().get(aisle)) < aisle) {
                errors.reject(path + ".aislesAfter[" + aisle + "]", FieldErrors.NOT_UNIQUE);
            }
        }
        errors.range(path + ".aislesAfter", section.aislesAfter().size(), 0, 20);
        errors.range(path + ".accessibleSeats", section.accessibleSeats(), 0,
                section.standing() ? 0 : 2L * section.rows());
    }

}
