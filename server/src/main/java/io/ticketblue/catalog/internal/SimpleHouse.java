package io.ticketblue.catalog.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import io.ticketblue.catalog.SeatMapDraft;

/**
 * Makes a whole house from nothing but its capacity: one block for a studio, left, centre
 * and right for a theatre, several floors of blocks for an arena. One seat in a hundred,
 * at the ends of the last rows of the first floor where the doors are, takes a
 * wheelchair.
 */
final class SimpleHouse {

    private static final int ONE_BLOCK = 250;

    private static final int ONE_FLOOR = 1_200;

    private static final double CURVATURE = 0.5;

    private SimpleHouse() {
    }

    /**
     * Makes the map.
     * @param capacity 1 to 60,000
     * @return a map of exactly so many seats, with coordinates
     */
    static SeatMapDraft of(int capacity) {
        if (capacity <= ONE_BLOCK) {
            int seatsPerRow = Math.max(1, (int) Math.round(Math.sqrt(1.6 * capacity)));
            List<Integer> rows = spread(capacity, Math.ceilDiv(capacity, seatsPerRow));
            List<Integer> aisles = (seatsPerRow >= 10) ? List.of((seatsPerRow + 1) / 2) : List.of();
            SeatMapDraft.Section section = section("1F", rows);
            return finished(capacity, List.of(List.of(new SeatLayout.Block(section, aisles))), 1);
        }
        int blocks = Math.ceilDiv(capacity, Math.clamp(capacity / 75, 400, 800));
        int floors = (capacity <= ONE_FLOOR) ? 1 : Math.clamp(Math.round(Math.sqrt(blocks / 2.0)), 2, 5);
        int perFloor = Math.max(3, Math.ceilDiv(blocks, floors) | 1);
        List<List<SeatLayout.Block>> tiers = new ArrayList<>();
        List<Integer> floorSeats = spread(capacity, floors);
        for (int floor = 0; floor < floors; floor++) {
            tiers.add(floor(floor + 1, floorSeats.get(floor), perFloor));
        }
        return finished(capacity, tiers, perFloor);
    }

    private static List<SeatLayout.Block> floor(int number, int seats, int blocks) {
        List<Integer> blockSeats = spread(seats, blocks);
        int rows = Math.max(1, (int) Math.round(Math.sqrt(0.7 * seats / blocks)));
        return IntStream.range(0, blocks)
            .mapToObj((block) -> new SeatLayout.Block(
                    section(number + "F " + (char) ('A' + block), spread(blockSeats.get(block), rows)), List.of()))
            .toList();
    }

    /** So many parts of nearly the same size, the larger ones last. */
    private static List<Integer> spread(int whole, int parts) {
        return IntStream.range(0, parts).mapToObj((part) -> (whole + part) / parts).toList();
    }

    private static SeatMapDraft.Section section(String name, List<Integer> rows) {
        List<SeatMapDraft.Row> made = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            made.add(new SeatMapDraft.Row(Integer.toString(row + 1), seats(rows.get(row))));
        }
        return new SeatMapDraft.Section(name, false, made);
    }

    private static List<SeatMapDraft.Seat> seats(int count) {
        return IntStream.rangeClosed(1, count)
            .mapToObj((number) -> new SeatMapDraft.Seat(number, null, null, false))
            .toList();
    }

    private static SeatMapDraft finished(int capacity, List<List<SeatLayout.Block>> tiers, int firstFloorBlocks) {
        List<SeatMapDraft.Section> placed = new ArrayList<>(SeatLayout.place(tiers, CURVATURE));
        int wanted = (capacity >= 10) ? Math.ceilDiv(capacity, 100) : 0;
        for (int fromBack = 0; wanted > 0; fromBack++) {
            for (int block = 0; block < firstFloorBlocks && wanted > 0; block++) {
                SeatMapDraft.Section section = placed.get(block);
                int row = section.rows().size() - 1 - fromBack;
                int marked = Math.min(2, Math.min(wanted, section.rows().get(row).seats().size()));
                placed.set(block, withAccessibleEnds(section, row, marked));
                wanted -= marked;
            }
        }
        return new SeatMapDraft(Collections.unmodifiableList(placed));
    }

    /**
     * The section with the first and, if two are wanted, the last seat of a row marked.
     */
    static SeatMapDraft.Section withAccessibleEnds(SeatMapDraft.Section section, int row, int marked) {
        List<SeatMapDraft.Row> rows = new ArrayList<>(section.rows());
        List<SeatMapDraft.Seat> seats = new ArrayList<>(rows.get(row).seats());
        seats.set(0, accessible(seats.getFirst()));
        if (marked > 1) {
            seats.set(seats.size() - 1, accessible(seats.getLast()));
        }
        rows.set(row, new SeatMapDraft.Row(rows.get(row).label(), seats));
        return new SeatMapDraft.Section(section.name(), section.standing(), rows);
    }

    private static SeatMapDraft.Seat accessible(SeatMapDraft.Seat seat) {
        return new SeatMapDraft.Seat(seat.number(), seat.x(), seat.y(), true);
    }

}
