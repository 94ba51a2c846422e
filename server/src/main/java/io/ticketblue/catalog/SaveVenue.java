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
 */
public record SaveVenue(String name, String address, @Nullable SeatMapDraft seatMap, @Nullable Integer capacity) {
}
