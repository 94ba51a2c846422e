package io.ticketblue.catalog.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.VenueView;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.TypedText;

/**
 * Which grade every row of a house has. A row's own grade wins over that of its section.
 *
 * @param grades the grades in the order in which they were given
 * @param sections the index of the grade of each section that has one
 * @param rows the index of the grade of each row that has one of its own
 * @param effective the grade of every row
 */
record GradePlan(List<Price> grades, Map<Long, Integer> sections, Map<Row, Integer> rows, Map<Row, Price> effective) {

    static final int MAX_GRADES = 20;

    static final long MAX_PRICE = 10_000_000;

    /**
     * Finds the grade of every row.
     * @param grades what was given
     * @param venue whose rows
     * @param errors takes what is wrong: unknown names, twice named, without a grade
     * @return the plan, of use only if there were no errors
     */
    static GradePlan of(List<SavePerformance.Grade> grades, VenueView venue, FieldErrors errors) {
        return new Reader(venue, errors).read(grades);
    }

    /** Whether every row has a grade of the same name and price in both plans. */
    boolean sellsLike(GradePlan other) {
        return this.effective.equals(other.effective);
    }

    /** A grade's name and price. */
    record Price(String name, Money price) {
    }

    /**
     * A row of the house.
     *
     * @param section the id of its section
     * @param position its position in the section
     */
    record Row(long section, int position) {
    }

    private static final class Reader {

        private final FieldErrors errors;

        private final Map<String, VenueView.SectionView> house = new HashMap<>();

        private final List<VenueView.SectionView> order;

        private final List<Price> prices = new ArrayList<>();

        private final Map<Long, Integer> sections = new HashMap<>();

        private final Map<Row, Integer> rows = new HashMap<>();

        private Reader(VenueView venue, FieldErrors errors) {
            this.errors = errors;
            this.order = venue.sections();
            venue.sections().forEach((section) -> this.house.put(section.name(), section));
        }

        private GradePlan read(List<SavePerformance.Grade> grades) {
            this.errors.range("grades", grades.size(), 1, MAX_GRADES);
            Set<String> names = new HashSet<>();
            for (int index = 0; index < grades.size() && index < MAX_GRADES; index++) {
                SavePerformance.Grade grade = grades.get(index);
                String path = "grades[" + index + "]";
                String name = this.errors.line(path + ".name", grade.name(), 1, 20);
                if (!names.add(name)) {
                    this.errors.reject(path + ".name", FieldErrors.NOT_UNIQUE);
                }
                this.errors.range(path + ".price", grade.price().won(), 0, MAX_PRICE);
                if (!grade.price().isZero() && grade.price().compareTo(Money.LEAST_PAYABLE) < 0) {
                    this.errors.reject(path + ".price", "catalog.grade.price-not-payable", Money.LEAST_PAYABLE.won());
                }
                this.prices.add(new Price(name, grade.price()));
                boolean whole = grades.size() == 1 && grade.sections().isEmpty() && grade.rows().isEmpty();
                readSections(whole ? List.copyOf(this.house.keySet()) : grade.sections(), index, path);
                readRows(grade.rows(), index, path);
            }
            return new GradePlan(this.prices, this.sections, this.rows, effective());
        }

        private void readSections(List<String> named, int grade, String path) {
            for (int index = 0; index < named.size(); index++) {
                String field = path + ".sections[" + index + "]";
                VenueView.SectionView section = this.house.get(TypedText.of(named.get(index)));
                if (section == null) {
                    this.errors.reject(field, "catalog.grade.unknown-section");
                }
                else if (this.sections.putIfAbsent(section.id().value(), grade) != null) {
                    this.errors.reject(field, "catalog.grade.named-twice");
                }
            }
        }

        private void readRows(List<PerformanceView.GradeRow> named, int grade, String path) {
            for (int index = 0; index < named.size(); index++) {
                String field = path + ".rows[" + index + "]";
                VenueView.SectionView section = this.house.get(TypedText.of(named.get(index).section()));
                int position = (section != null) ? section.rows().indexOf(TypedText.of(named.get(index).row())) : -1;
                if (section == null || position < 0) {
                    this.errors.reject(field, "catalog.grade.unknown-row");
                }
                else if (this.rows.putIfAbsent(new Row(section.id().value(), position), grade) != null) {
                    this.errors.reject(field, "catalog.grade.named-twice");
                }
            }
        }

        private Map<Row, Price> effective() {
            Map<Row, Price> effective = new HashMap<>();
            Set<Integer> used = new HashSet<>();
            for (VenueView.SectionView section : this.order) {
                for (int position = 0; position < section.rows().size(); position++) {
                    Row row = new Row(section.id().value(), position);
                    Integer own = this.rows.get(row);
                    Integer grade = (own != null) ? own : this.sections.get(section.id().value());
                    if (grade == null) {
                        this.errors.reject("grades", "catalog.grade.missing", section.name(),
                                section.rows().get(position));
                        break;
                    }
                    used.add(grade);
                    effective.put(row, this.prices.get(grade));
                }
            }
            for (int index = 0; index < this.prices.size() && this.errors.isEmpty(); index++) {
                if (!used.contains(index)) {
                    this.errors.reject("grades[" + index + "]", "catalog.grade.unused");
                }
            }
            return effective;
        }

    }

}
