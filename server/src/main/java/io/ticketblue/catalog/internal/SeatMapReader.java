package io.ticketblue.catalog.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.ticketblue.catalog.SeatMapDraft;
import io.ticketblue.shared.InvalidRequest;
import org.jspecify.annotations.Nullable;

/**
 * Checks a map that was handed in. What it refuses it names by its path, for example
 * {@code seatMap.sections[2].rows[0].seats[5].number}.
 */
final class SeatMapReader {

    static final int MAX_SECTIONS = 200;

    static final int MAX_NUMBER = 9_999;

    private static final int MAX_ROWS = 1_000;

    private static final double FARTHEST = 100_000;

    private final FieldErrors errors = new FieldErrors();

    private final SeatMapDraft draft;

    private boolean placed;

    private int seats;

    private SeatMapReader(SeatMapDraft draft) {
        this.draft = draft;
    }

    /**
     * Checks a map and places its seats if it does not do so itself. Coordinates in
     * another unit are scaled until neighbours stand about 1 apart.
     * @param draft the map
     * @return the checked map
     * @throws InvalidRequest naming everything that is wrong
     */
    static SeatMap read(SeatMapDraft draft) {
        return new SeatMapReader(draft).read();
    }

    private SeatMap read() {
        this.errors.range("seatMap.sections", this.draft.sections().size(), 1, MAX_SECTIONS);
        this.errors.throwIfAny();
        this.placed = this.draft.sections()
            .stream()
            .flatMap((section) -> section.rows().stream())
            .flatMap((row) -> row.seats().stream())
            .anyMatch((seat) -> seat.x() != null || seat.y() != null);
        List<SeatMapDraft.Section> sections = sections();
        this.errors.range("seatMap", this.seats, 1, SeatMap.MAX_SEATS);
        this.errors.throwIfAny();
        SeatMapDraft checked = new SeatMapDraft(sections);
        SeatMap map = measured(this.placed ? checked : SeatLayout.place(checked), this.placed);
        SeatPlaces.refuseOverlaps(map);
        return map;
    }

    private List<SeatMapDraft.Section> sections() {
        List<SeatMapDraft.Section> sections = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int index = 0; index < this.draft.sections().size() && !this.errors.isFull(); index++) {
            SeatMapDraft.Section section = this.draft.sections().get(index);
            String path = "seatMap.sections[" + index + "]";
            String name = this.errors.line(path + ".name", section.name(), 1, 40);
            if (!names.add(name)) {
                this.errors.reject(path + ".name", FieldErrors.NOT_UNIQUE);
            }
            this.errors.range(path + ".rows", section.rows().size(), 1, MAX_ROWS);
            sections.add(new SeatMapDraft.Section(name, section.standing(), rows(section, path)));
        }
        return sections;
    }

    private List<SeatMapDraft.Row> rows(SeatMapDraft.Section section, String sectionPath) {
        List<SeatMapDraft.Row> rows = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        for (int index = 0; index < section.rows().size() && !this.errors.isFull(); index++) {
            SeatMapDraft.Row row = section.rows().get(index);
            String path = sectionPath + ".rows[" + index + "]";
            String label = this.errors.line(path + ".label", row.label(), 1, 10);
            if (!labels.add(label)) {
                this.errors.reject(path + ".label", FieldErrors.NOT_UNIQUE);
            }
            this.errors.range(path + ".seats", row.seats().size(), 1, MAX_NUMBER);
            if (!section.standing()) {
                numbers.clear();
            }
            check(row.seats(), path, numbers);
            rows.add(new SeatMapDraft.Row(label, row.seats()));
        }
        return rows;
    }

    /** In rows numbers are unique in the row; for who stands, in the section. */
    private void check(List<SeatMapDraft.Seat> seats, String rowPath, Set<Integer> numbers) {
        for (int index = 0; index < seats.size() && !this.errors.isFull(); index++) {
            SeatMapDraft.Seat seat = seats.get(index);
            String path = rowPath + ".seats[" + index + "]";
            this.errors.range(path + ".number", seat.number(), 1, MAX_NUMBER);
            if (!numbers.add(seat.number())) {
                this.errors.reject(path + ".number", FieldErrors.NOT_UNIQUE);
            }
            if (this.placed) {
                checkCoordinate(path + ".x", seat.x());
                checkCoordinate(path + ".y", seat.y());
            }
            this.seats++;
        }
    }

    private void checkCoordinate(String path, @Nullable Double value) {
        if (value == null) {
            this.errors.reject(path, "catalog.seat-map.all-or-no-coordinates");
        }
        else if (!(Math.abs(value) <= FARTHEST)) {
            this.errors.reject(path, FieldErrors.OUT_OF_RANGE, -(int) FARTHEST, (int) FARTHEST);
        }
    }

    private static SeatMap measured(SeatMapDraft draft, boolean scaled) {
        double factor = scaled ? factor(draft) : 1;
        if (factor > 1 && farthest(draft) * factor > FARTHEST) {
            throw new InvalidRequest("seatMap", "catalog.seat-map.too-wide");
        }
        return new SeatMap(draft.sections()
            .stream()
            .map((section) -> new SeatMap.Section(section.name(), section.standing(),
                    section.rows().stream().map((row) -> measured(row, factor)).toList()))
            .toList());
    }

    private static SeatMap.Row measured(SeatMapDraft.Row row, double factor) {
        return new SeatMap.Row(row.label(),
                row.seats()
                    .stream()
                    .map((seat) -> new SeatMap.Seat(seat.number(), rounded(seat.x(), factor), rounded(seat.y(), factor),
                            seat.accessible()))
                    .toList());
    }

    private static double rounded(@Nullable Double value, double factor) {
        // A map has either all coordinates or none, and then it was laid out.
        return SeatLayout.rounded(((value != null) ? value : 0) * factor);
    }

    /**
     * 1 for a map in our own unit, so that an exported map comes back as it was, even one
     * whose seats all stand beside an aisle.
     */
    private static double factor(SeatMapDraft draft) {
        double[] steps = draft.sections()
            .stream()
            .flatMap((section) -> section.rows().stream())
            .flatMapToDouble((row) -> IntStream.range(1, row.seats().size())
                .mapToDouble((index) -> distance(row.seats().get(index - 1), row.seats().get(index))))
            .filter((step) -> step > 0)
            .sorted()
            .toArray();
        if (steps.length == 0) {
            return 1;
        }
        double usual = steps[steps.length / 2];
        return (usual >= 0.7 && usual <= SeatLayout.WIDEST_STEP + 0.01) ? 1 : 1 / usual;
    }

    private static double farthest(SeatMapDraft draft) {
        return draft.sections()
            .stream()
            .flatMap((section) -> section.rows().stream())
            .flatMap((row) -> row.seats().stream())
            .mapToDouble((seat) -> Math.max(Math.abs((seat.x() != null) ? seat.x() : 0),
                    Math.abs((seat.y() != null) ? seat.y() : 0)))
            .max()
            .orElse(0);
    }

    private static double distance(SeatMapDraft.Seat one, SeatMapDraft.Seat other) {
        if (one.x() == null || one.y() == null || other.x() == null || other.y() == null) {
            return 0;
        }
        return Math.hypot(one.x() - other.x(), one.y() - other.y());
    }

}
