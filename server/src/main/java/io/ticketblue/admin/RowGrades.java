package io.ticketblue.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.VenueView;

/**
 * Single rows of a grade, in the catalogue's way, and the same as stretches of
 * neighbouring rows, as staff type them.
 */
final class RowGrades {

    private RowGrades() {
    }

    /** Puts neighbouring rows of one grade together. */
    static List<PerformanceForm.RowLine> lines(List<PerformanceView.Grade> grades, VenueView venue) {
        List<PerformanceForm.RowLine> lines = new ArrayList<>();
        for (VenueView.SectionView section : venue.sections()) {
            Map<String, String> numbers = new HashMap<>();
            for (int index = 0; index < grades.size(); index++) {
                for (PerformanceView.GradeRow row : grades.get(index).rows()) {
                    if (row.section().equals(section.name())) {
                        numbers.put(row.row(), String.valueOf(index + 1));
                    }
                }
            }
            lines.addAll(stretches(section, numbers));
        }
        return lines;
    }

    private static List<PerformanceForm.RowLine> stretches(VenueView.SectionView section, Map<String, String> numbers) {
        List<PerformanceForm.RowLine> lines = new ArrayList<>();
        List<String> rows = section.rows();
        int start = 0;
        for (int index = 1; index <= rows.size(); index++) {
            String number = numbers.get(rows.get(start));
            if (index == rows.size() || !Objects.equals(number, numbers.get(rows.get(index)))) {
                if (number != null) {
                    lines
                        .add(new PerformanceForm.RowLine(section.name(), rows.get(start), rows.get(index - 1), number));
                }
                start = index;
            }
        }
        return lines;
    }

    /** The rows of each grade, in the order of the grades. */
    static List<List<PerformanceView.GradeRow>> rows(PerformanceForm form, VenueView venue, Checks checks) {
        List<List<PerformanceView.GradeRow>> rows = new ArrayList<>();
        form.grades().forEach((grade) -> rows.add(new ArrayList<>()));
        for (int index = 0; index < form.rules().size(); index++) {
            PerformanceForm.RowLine line = form.rules().get(index);
            List<PerformanceView.GradeRow> stretch = stretch(line, venue, checks, "rules[" + index + "].");
            if (line.grade().isEmpty()) {
                checks.wrong("rules[" + index + "].grade", Checks.CHOOSE);
            }
            else {
                rows.get(Integer.parseInt(line.grade()) - 1).addAll(stretch);
            }
        }
        return rows;
    }

    private static List<PerformanceView.GradeRow> stretch(PerformanceForm.RowLine line, VenueView venue, Checks checks,
            String field) {
        Optional<VenueView.SectionView> section = venue.sections()
            .stream()
            .filter((one) -> one.name().equals(line.section()))
            .findFirst();
        if (section.isEmpty()) {
            checks.wrong(field + "section", line.section().isEmpty() ? Checks.CHOOSE : "admin.check.choice");
            return List.of();
        }
        List<String> labels = section.get().rows();
        int first = labels.indexOf(line.from());
        int last = labels.indexOf(line.to().isEmpty() ? line.from() : line.to());
        if (first < 0) {
            checks.wrong(field + "from", "admin.performance.no-such-row", labels.getFirst(), labels.getLast());
        }
        if (last < 0) {
            checks.wrong(field + "to", "admin.performance.no-such-row", labels.getFirst(), labels.getLast());
        }
        else if (last < first) {
            checks.wrong(field + "to", "admin.performance.rows-reversed", line.from(), line.to());
        }
        return (first < 0 || last < first) ? List.of()
                : labels.subList(first, last + 1)
                    .stream()
                    .map((label) -> new PerformanceView.GradeRow(line.section(), label))
                    .toList();
    }

}
