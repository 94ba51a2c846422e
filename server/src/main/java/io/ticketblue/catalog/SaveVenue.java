package io.ticketblue.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A new or changed venue. Either the map or the capacity is given; a change that gives
 * neither keeps the map.
 *
 * @param name 1 to 100 characters, unique
 * @param address 1 to 200 characters
 * @param seatMap the whole map
 * @param capacity how many seats a simple map shall have, 1 to 60,000
 * @param turnaroundMinutes how long the venue stays taken after a performance, 0 to
 * 1,440; absent for {@value #USUAL_TURNAROUND}, or to keep what it is
 */
public record SaveVenue(String name, String address, @Nullable SeatMapDraft seatMap, @Nullable Integer capacity,
        @Nullable Integer turnaroundMinutes) {

    /** How long a venue stays taken after a performance, in minutes, if nobody says. */
    public static final int USUAL_TURNAROUND = 30;

    /**
     * A venue with the usual turnaround, or the one that it has.
     * @param name 1 to 100 characters, unique
     * @param address 1 to 200 characters
     * @param seatMap the whole map
     * @param capacity how many seats a simple map shall have, 1 to 60,000
     */
    public SaveVenue(String name, String address, @Nullable SeatMapDraft seatMap, @Nullable Integer capacity) {
        this(name, address, seatMap, capacity, null);
    }

}
