package io.ticketblue.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.ticketblue.catalog.SeatMapDraft;
import org.jspecify.annotations.Nullable;

/**
 * A section in short: rows of equal length, straight or bent around the stage, turned and
 * put somewhere. Neighbours stand 1 apart, rows 1.1.
 *
 * @param name its name
 * @param standing whether people stand there
 * @param rows how many rows
 * @param seats how many seats in each
 * @param labels {@code A} for letters, absent for numbers
 * @param at the middle of the first row
 * @param turn by how many degrees it is turned with the clock, absent for none
 * @param radius of the first row's bend, absent for a straight row
 * @param aisles after which seats there is an aisle
 * @param accessible the seats for wheelchair users, by row
 */
record SectionPlan(String name, boolean standing, int rows, int seats, @Nullable String labels, List<Double> at,
        double turn, double radius, @Nullable List<Integer> aisles, @Nullable Map<String, List<Integer>> accessible) {

    private static final double PITCH = 1.1;

    private static final double AISLE = 1.2;

    SeatMapDraft.Section draw() {
        if (this.standing) {
            return new SeatMapDraft.Section(this.name, true, List.of(new SeatMapDraft.Row("1", places())));
        }
        List<SeatMapDraft.Row> drawn = new ArrayList<>();
        for (int row = 0; row < this.rows; row++) {
            drawn.add(row(row));
        }
        return new SeatMapDraft.Section(this.name, false, drawn);
    }

    private String label(int row) {
        return "A".equals(this.labels) ? Character.toString('A' + row) : Integer.toString(row + 1);
    }

    private SeatMapDraft.Row row(int row) {
        String label = label(row);
        List<SeatMapDraft.Seat> drawn = new ArrayList<>();
        for (int number = 1; number <= this.seats; number++) {
            drawn.add(place(row, number, number, isAccessible(label, number)));
        }
        return new SeatMapDraft.Row(label, drawn);
    }

    /** Places to stand are counted through from the front. */
    private List<SeatMapDraft.Seat> places() {
        List<SeatMapDraft.Seat> drawn = new ArrayList<>();
        for (int row = 0; row < this.rows; row++) {
            for (int column = 1; column <= this.seats; column++) {
                int number = row * this.seats + column;
                drawn.add(place(row, column, number, isAccessible("1", number)));
            }
        }
        return drawn;
    }

    private boolean isAccessible(String label, int number) {
        return this.accessible != null && this.accessible.getOrDefault(label, List.of()).contains(number);
    }

    private SeatMapDraft.Seat place(int row, int column, int number, boolean accessible) {
        double across = offset(column) - (offset(1) + offset(this.seats)) / 2;
        double away = row * PITCH;
        if (this.radius > 0) {
            double bend = this.radius + away;
            double angle = across / bend;
            across = bend * Math.sin(angle);
            away = bend * Math.cos(angle) - this.radius;
        }
        double cos = Math.cos(Math.toRadians(this.turn));
        double sin = Math.sin(Math.toRadians(this.turn));
        return new SeatMapDraft.Seat(number, rounded(this.at.get(0) + across * cos - away * sin),
                rounded(this.at.get(1) + across * sin + away * cos), accessible);
    }

    private double offset(int column) {
        int before = (this.aisles != null) ? (int) this.aisles.stream().filter((aisle) -> aisle < column).count() : 0;
        return column + before * AISLE;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

}
