package io.ticketblue.catalog.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.shared.InvalidRequest;

/** Finds seats that stand in one place. */
final class SeatPlaces {

    /** How near the middles of two seats may be. */
    static final double NEAREST = 0.5;

    /** Small enough that two seats of one cell would be too near. */
    private static final double CELL = NEAREST / 1.5;

    private final Map<Cell, SeatMap.Seat> taken = new HashMap<>();

    private SeatPlaces() {
    }

    /**
     * Refuses a map with two seats in one place.
     * @param map any map
     * @throws InvalidRequest naming the second seat
     */
    static void refuseOverlaps(SeatMap map) {
        SeatPlaces places = new SeatPlaces();
        for (int section = 0; section < map.sections().size(); section++) {
            List<SeatMap.Row> rows = map.sections().get(section).rows();
            for (int row = 0; row < rows.size(); row++) {
                List<SeatMap.Seat> seats = rows.get(row).seats();
                for (int index = 0; index < seats.size(); index++) {
                    if (!places.take(seats.get(index))) {
                        throw new InvalidRequest(
                                "seatMap.sections[%d].rows[%d].seats[%d].x".formatted(section, row, index),
                                "catalog.seat-map.overlap");
                    }
                }
            }
        }
    }

    private boolean take(SeatMap.Seat seat) {
        long column = (long) Math.floor(seat.x() / CELL);
        long line = (long) Math.floor(seat.y() / CELL);
        for (long x = column - 2; x <= column + 2; x++) {
            for (long y = line - 2; y <= line + 2; y++) {
                SeatMap.Seat other = this.taken.get(new Cell(x, y));
                if (other != null && Math.hypot(seat.x() - other.x(), seat.y() - other.y()) < NEAREST) {
                    return false;
                }
            }
        }
        this.taken.put(new Cell(column, line), seat);
        return true;
    }

    private record Cell(long column, long line) {
    }

}
