package io.ticketblue.catalog.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.ticketblue.catalog.SeatMapDraft;
import io.ticketblue.catalog.SeatMapPlan;
import io.ticketblue.catalog.SeatMapPlan.RowLabels;
import io.ticketblue.shared.InvalidRequest;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SeatMapTests {

    @Property(tries = 150)
    void makesASoundHouseOfAnyCapacity(@ForAll @IntRange(min = 1, max = 60_000) int capacity) {
        requireSoundHouse(capacity);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 9, 10, 11, 80, 250, 251, 800, 1_200, 1_201, 3_000, 15_000, 59_999, 60_000 })
    void makesASoundHouseAtEveryChangeOfShape(int capacity) {
        requireSoundHouse(capacity);
    }

    private static void requireSoundHouse(int capacity) {
        SeatMap map = SeatMapReader.read(SimpleHouse.of(capacity));
        assertThat(map.capacity()).isEqualTo(capacity);
        requireSound(map);
        long accessible = seats(map).stream().filter(SeatMap.Seat::accessible).count();
        assertThat(accessible).isEqualTo((capacity >= 10) ? Math.ceilDiv(capacity, 100) : 0);
    }

    @Property(tries = 200)
    void drawsASoundMapFromAnyPlan(@ForAll("plans") SeatMapPlan plan) {
        SeatMapDraft draft = plan.toDraft();
        SeatMap map = SeatMapReader.read(draft);
        requireSound(map);
        assertThat(map.toDraft()).isEqualTo(draft);
        assertThat(map.capacity())
            .isEqualTo(plan.sections().stream().mapToInt((section) -> section.rows() * section.seatsPerRow()).sum());
    }

    @Test
    void keepsAPlanWhoseSeatsAllStandBesideAnAisle() {
        SeatMapDraft draft = new SeatMapPlan(1,
                List.of(new SeatMapPlan.Section("A", false, 1, 2, 3, List.of(1, 2), RowLabels.NUMBERS, 0)))
            .toDraft();
        assertThat(SeatMapReader.read(draft).toDraft()).isEqualTo(draft);
    }

    @Test
    void refusesTwoAislesInOnePlace() {
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> new SeatMapPlan(0,
                    List.of(new SeatMapPlan.Section("A", false, 1, 2, 3, List.of(1, 1), RowLabels.NUMBERS, 0)))
                .toDraft())
            .satisfies((ex) -> assertThat(ex.fields()).extracting(InvalidRequest.Field::name)
                .containsExactly("plan.sections[0].aislesAfter[1]"));
    }

    @Provide
    Arbitrary<SeatMapPlan> plans() {
        Arbitrary<SeatMapPlan.Section> section = Combinators
            .combine(Arbitraries.of(true, false), Arbitraries.integers().between(1, 4),
                    Arbitraries.integers().between(1, 30), Arbitraries.integers().between(1, 40),
                    Arbitraries.integers().between(1, 39).set().ofMaxSize(4), Arbitraries.of(RowLabels.class))
            .as((standing, tier, rows, seats, aisles, labels) -> new SeatMapPlan.Section("?", standing, tier, rows,
                    seats, aisles.stream().filter((aisle) -> aisle < seats).toList(), labels, standing ? 0 : rows));
        return Combinators.combine(section.list().ofMinSize(1).ofMaxSize(12), Arbitraries.doubles().between(0, 1))
            .as((sections, curvature) -> new SeatMapPlan(curvature,
                    IntStream.range(0, sections.size())
                        .mapToObj((index) -> named("S" + index, sections.get(index)))
                        .toList()));
    }

    private static SeatMapPlan.Section named(String name, SeatMapPlan.Section plan) {
        return new SeatMapPlan.Section(name, plan.standing(), plan.tier(), plan.rows(), plan.seatsPerRow(),
                plan.aislesAfter(), plan.rowLabels(), plan.accessibleSeats());
    }

    @Property(tries = 100)
    void laysOutDraftsWithoutCoordinates(@ForAll @IntRange(min = 1, max = 30) int sections,
            @ForAll @IntRange(min = 1, max = 20) int rows, @ForAll @IntRange(min = 1, max = 40) int seats) {
        SeatMap map = SeatMapReader.read(new SeatMapDraft(IntStream.range(0, sections)
            .mapToObj((section) -> new SeatMapDraft.Section("S" + section, section % 5 == 4,
                    IntStream.range(0, (section % 5 == 4) ? 1 : rows)
                        .mapToObj((row) -> row("R" + row, 1 + (seats + row * 7) % 40))
                        .toList()))
            .toList()));
        requireSound(map);
    }

    @Property(tries = 100)
    void bringsAnyUnitToOne(@ForAll @DoubleRange(min = 0.01, max = 300) double unit) {
        List<SeatMapDraft.Seat> seats = IntStream.rangeClosed(1, 20)
            .mapToObj((number) -> new SeatMapDraft.Seat(number, number * unit, 3 * unit, false))
            .toList();
        SeatMap map = SeatMapReader.read(new SeatMapDraft(
                List.of(new SeatMapDraft.Section("A", false, List.of(new SeatMapDraft.Row("1", seats))))));
        List<SeatMap.Seat> placed = seats(map);
        double step = placed.get(1).x() - placed.get(0).x();
        assertThat(step).isBetween(0.69, SeatLayout.WIDEST_STEP + 0.02);
        assertThat(SeatMapReader.read(map.toDraft())).isEqualTo(map);
    }

    /** The promises of every map that the server lays out. */
    private static void requireSound(SeatMap map) {
        Set<String> labels = new HashSet<>();
        List<double[]> boxes = new ArrayList<>();
        for (SeatMap.Section section : map.sections()) {
            double[] box = { Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE };
            for (SeatMap.Row row : section.rows()) {
                for (SeatMap.Seat seat : row.seats()) {
                    assertThat(labels.add(section.label(row, seat.number()))).isTrue();
                    box[0] = Math.min(box[0], seat.x());
                    box[1] = Math.min(box[1], seat.y());
                    box[2] = Math.max(box[2], seat.x());
                    box[3] = Math.max(box[3], seat.y());
                }
            }
            assertThat(box[0]).isGreaterThanOrEqualTo(1);
            assertThat(box[1]).isGreaterThanOrEqualTo(1);
            boxes.add(box);
        }
        for (int one = 0; one < boxes.size(); one++) {
            for (int other = one + 1; other < boxes.size(); other++) {
                double[] a = boxes.get(one);
                double[] b = boxes.get(other);
                assertThat(a[2] < b[0] || b[2] < a[0] || a[3] < b[1] || b[3] < a[1])
                    .as("sections %s and %s keep apart", one, other)
                    .isTrue();
            }
        }
        requireApart(seats(map));
    }

    /** Sweeps from left to right; only seats within one unit are compared. */
    private static void requireApart(List<SeatMap.Seat> seats) {
        List<SeatMap.Seat> sorted = new ArrayList<>(seats);
        sorted.sort((a, b) -> Double.compare(a.x(), b.x()));
        TreeMap<Double, Double> near = new TreeMap<>();
        int left = 0;
        for (SeatMap.Seat seat : sorted) {
            while (seat.x() - sorted.get(left).x() >= 0.9) {
                SeatMap.Seat gone = sorted.get(left++);
                near.remove(gone.y(), gone.x());
            }
            near.subMap(seat.y() - 0.9, seat.y() + 0.9)
                .forEach((y, x) -> assertThat(Math.hypot(seat.x() - x, seat.y() - y)).isGreaterThan(0.89));
            near.put(seat.y(), seat.x());
        }
    }

    private static List<SeatMap.Seat> seats(SeatMap map) {
        return map.sections()
            .stream()
            .flatMap((section) -> section.rows().stream())
            .flatMap((row) -> row.seats().stream())
            .toList();
    }

    private static SeatMapDraft.Row row(String label, int seats) {
        return new SeatMapDraft.Row(label,
                IntStream.rangeClosed(1, seats)
                    .mapToObj((number) -> new SeatMapDraft.Seat(number, null, null, false))
                    .toList());
    }

    @Test
    void namesTheSeatWhoseNumberIsNotUnique() {
        SeatMapDraft.Seat seat = new SeatMapDraft.Seat(1, null, null, false);
        assertRefused("seatMap.sections[1].rows[0].seats[1].number", new SeatMapDraft(List.of(
                new SeatMapDraft.Section("A", false, List.of(row("1", 3))),
                new SeatMapDraft.Section("B", false, List.of(new SeatMapDraft.Row("1", List.of(seat, seat)))))));
    }

    @Test
    void countsWhoStandsThroughTheWholeSection() {
        assertRefused("seatMap.sections[0].rows[1].seats[0].number",
                new SeatMapDraft(List.of(new SeatMapDraft.Section("Floor", true, List.of(row("1", 3), row("2", 1))))));
    }

    @ParameterizedTest
    @ValueSource(doubles = { Double.NaN, Double.POSITIVE_INFINITY, 1e308, -1e308, 100_001 })
    void refusesCoordinatesThatNoHallHas(double x) {
        assertRefused("seatMap.sections[0].rows[0].seats[0].x", placed(x, 0, 5, 5));
    }

    @Test
    void refusesTwoSeatsInOnePlace() {
        assertRefused("seatMap.sections[0].rows[0].seats[1].x", placed(5, 5, 5, 5));
        assertRefused("seatMap.sections[0].rows[0].seats[2].x", placed(5, 5, 6, 5, 5.3, 5.3));
    }

    @Test
    void refusesAMapTooWideForItsSeats() {
        assertRefused("seatMap", placed(1, 0, 1 + 1e-9, 0, 99_999, 0, 99_999 + 1e-9, 0, 99_999 + 2e-9, 0));
    }

    @Test
    void refusesHalfOfTheCoordinates() {
        assertRefused("seatMap.sections[0].rows[0].seats[1].x",
                new SeatMapDraft(List.of(new SeatMapDraft.Section("A", false, List.of(new SeatMapDraft.Row("1", List
                    .of(new SeatMapDraft.Seat(1, 1.0, 1.0, false), new SeatMapDraft.Seat(2, null, 1.0, false))))))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "  ", "A\u0000B", "A\nB", "\u202Eevil", "01234567890123456789012345678901234567890" })
    void refusesNamesThatNobodyCanRead(String name) {
        assertRefused("seatMap.sections[0].name",
                new SeatMapDraft(List.of(new SeatMapDraft.Section(name, false, List.of(row("1", 1))))));
    }

    @Test
    void refusesMoreThanSixtyThousandSeats() {
        assertRefused("seatMap",
                new SeatMapDraft(IntStream.range(0, 7)
                    .mapToObj((section) -> new SeatMapDraft.Section("S" + section, false, List.of(row("1", 9_000))))
                    .toList()));
    }

    @Test
    void callsRowsAfterZAsSheetsDo() {
        assertThat(IntStream.of(0, 25, 26, 51, 52, 701, 702)
            .mapToObj((row) -> SeatMapPlanning.label(RowLabels.LETTERS, row)))
            .containsExactly("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA");
    }

    @Test
    void namesWhatIsWrongWithAPlan() {
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> new SeatMapPlan(0.5,
                    List.of(new SeatMapPlan.Section("A", false, 0, 501, 5, List.of(5), RowLabels.NUMBERS, 0)))
                .toDraft())
            .satisfies((ex) -> assertThat(ex.fields()).extracting(InvalidRequest.Field::name)
                .containsExactly("plan.sections[0].tier", "plan.sections[0].rows", "plan.sections[0].aislesAfter[0]"));
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> new SeatMapPlan(Double.NaN, List.of()).toDraft());
    }

    private static SeatMapDraft placed(double... coordinates) {
        return new SeatMapDraft(List.of(new SeatMapDraft.Section("A", false,
                List.of(new SeatMapDraft.Row("1",
                        IntStream.range(0, coordinates.length / 2)
                            .mapToObj((index) -> new SeatMapDraft.Seat(index + 1, coordinates[2 * index],
                                    coordinates[2 * index + 1], false))
                            .toList())))));
    }

    private static void assertRefused(String field, SeatMapDraft draft) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> SeatMapReader.read(draft))
            .satisfies((ex) -> assertThat(ex.fields()).extracting(InvalidRequest.Field::name).first().isEqualTo(field));
    }

}
