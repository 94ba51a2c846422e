package io.ticketblue.catalog.internal;

import java.util.ArrayList;
import java.util.List;

import io.ticketblue.catalog.SeatMapDraft;

/**
 * Places the seats of a map: tiers one behind the other, the blocks of a tier side by
 * side, rows bent around the stage.
 *
 * <p>
 * Every place is moved towards the stage by {@code k·x²}, the same for all rows. Seats of
 * a row stay at least 1 apart (only their height changes), seats behind each other keep
 * the pitch of the rows, and with the slope limited to a half no two seats of any rows
 * come nearer than 0.9. Blocks keep apart as rectangles.
 */
final class SeatLayout {

    static final double MAX_CURVATURE = 1;

    private static final double ROW_PITCH = 1.1;

    private static final double AISLE = 1;

    private static final double BETWEEN_BLOCKS = 3;

    private static final double BETWEEN_TIERS = 3;

    private static final double STEEPEST = 0.5;

    private static final double DEEPEST = 8;

    /** How far the seats beside an aisle can be apart, where the row bends most. */
    static final double WIDEST_STEP = (1 + AISLE) * Math.hypot(1, STEEPEST);

    private final List<List<Block>> tiers;

    private final double widest;

    private final double bend;

    private SeatLayout(List<List<Block>> tiers, double curvature) {
        this.tiers = tiers;
        this.widest = tiers.stream().mapToDouble(SeatLayout::width).max().orElse(0);
        double half = this.widest / 2;
        this.bend = (half > 0) ? curvature * Math.min(STEEPEST / (2 * half), DEEPEST / (half * half)) : 0;
    }

    /**
     * Places the seats.
     * @param tiers from the stage to the back, each with its blocks from left to right
     * @param curvature 0 for straight rows to 1 for the strongest bend
     * @return the sections tier by tier, with coordinates that start at 1
     */
    static List<SeatMapDraft.Section> place(List<List<Block>> tiers, double curvature) {
        return new SeatLayout(tiers, curvature).place();
    }

    /**
     * Places a map of which only sections, rows and seats are known.
     * @param draft a map without coordinates
     * @return the same map with coordinates
     */
    static SeatMapDraft place(SeatMapDraft draft) {
        List<Block> blocks = draft.sections().stream().map((section) -> new Block(section, List.of())).toList();
        double area = blocks.stream().mapToDouble((block) -> (block.width() + BETWEEN_BLOCKS) * block.height()).sum();
        double wanted = Math.sqrt(2 * area);
        List<List<Block>> tiers = new ArrayList<>();
        double room = 0;
        for (Block block : blocks) {
            if (tiers.isEmpty() || block.width() > room) {
                tiers.add(new ArrayList<>());
                room = wanted;
            }
            tiers.getLast().add(block);
            room -= block.width() + BETWEEN_BLOCKS;
        }
        return new SeatMapDraft(place(tiers, 0.4));
    }

    private List<SeatMapDraft.Section> place() {
        List<SeatMapDraft.Section> placed = new ArrayList<>();
        double deepest = this.bend * this.widest * this.widest / 4;
        double top = 1 + deepest;
        for (List<Block> tier : this.tiers) {
            double left = -width(tier) / 2;
            for (Block block : tier) {
                placed.add(place(block, left, top));
                left += block.width() + BETWEEN_BLOCKS;
            }
            top += tier.stream().mapToDouble(Block::height).max().orElse(0) + BETWEEN_TIERS + deepest;
        }
        return placed;
    }

    private SeatMapDraft.Section place(Block block, double left, double top) {
        List<SeatMapDraft.Row> rows = new ArrayList<>();
        int line = 0;
        for (SeatMapDraft.Row row : block.section().rows()) {
            List<SeatMapDraft.Seat> seats = new ArrayList<>(row.seats().size());
            int perLine = block.perLine(row);
            for (int first = 0; first < row.seats().size(); first += perLine) {
                int last = Math.min(first + perLine, row.seats().size());
                double x = left + (block.width() - block.lineWidth(last - first)) / 2;
                for (int index = first; index < last; index++) {
                    SeatMapDraft.Seat seat = row.seats().get(index);
                    seats.add(at(seat, x + index - first + AISLE * block.aislesBefore(index - first),
                            top + ROW_PITCH * line));
                }
                line++;
            }
            rows.add(new SeatMapDraft.Row(row.label(), seats));
        }
        return new SeatMapDraft.Section(block.section().name(), block.section().standing(), rows);
    }

    private SeatMapDraft.Seat at(SeatMapDraft.Seat seat, double x, double y) {
        double bent = y - this.bend * x * x;
        return new SeatMapDraft.Seat(seat.number(), rounded(x + this.widest / 2 + 1), rounded(bent), seat.accessible());
    }

    /** To what the database keeps. */
    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static double width(List<Block> tier) {
        return tier.stream().mapToDouble(Block::width).sum() + BETWEEN_BLOCKS * (tier.size() - 1);
    }

    /**
     * A section as a block of lines of seats. Who sits has a line for each row; who
     * stands is counted through in lines of even length.
     *
     * @param section the section, whose seats have no places yet
     * @param aislesAfter after which seats of each row there is an aisle, counted from 1
     */
    record Block(SeatMapDraft.Section section, List<Integer> aislesAfter) {

        private int perLine(SeatMapDraft.Row row) {
            int seats = Math.max(1, row.seats().size());
            return this.section.standing() ? (int) Math.ceil(Math.sqrt(1.5 * seats)) : seats;
        }

        private double width() {
            return this.section.rows().stream().mapToDouble((row) -> lineWidth(perLine(row))).max().orElse(0);
        }

        private double height() {
            int lines = this.section.rows()
                .stream()
                .mapToInt((row) -> Math.ceilDiv(Math.max(1, row.seats().size()), perLine(row)))
                .sum();
            return ROW_PITCH * (lines - 1);
        }

        private double lineWidth(int seats) {
            return seats - 1 + AISLE * aislesBefore(seats - 1);
        }

        private int aislesBefore(int index) {
            int aisles = 0;
            for (int after : this.aislesAfter) {
                if (after <= index) {
                    aisles++;
                }
            }
            return aisles;
        }

    }

}
