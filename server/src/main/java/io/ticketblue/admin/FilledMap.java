package io.ticketblue.admin;

import java.util.List;

import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.SeatCount;
import io.ticketblue.booking.SeatStatus;
import org.jspecify.annotations.Nullable;

/**
 * A round's map with who sits where.
 *
 * @param count the round's books
 * @param grades the names of the grades, dearest first
 * @param sections the parts of the house, in order
 * @param bookings the reservations that hold or have seats
 */
record FilledMap(SeatCount count, List<String> grades, List<Section> sections, List<Booking> bookings) {

    /**
     * A part of the house.
     *
     * @param name its name
     * @param seats its seats, in order
     */
    record Section(String name, List<Seat> seats) {
    }

    /**
     * A seat.
     *
     * @param label as printed on a ticket
     * @param row the label of its row
     * @param number its number in the row
     * @param x to the right
     * @param y away from the stage
     * @param accessible whether a wheelchair user can take it
     * @param grade the index of its grade
     * @param status free, held or sold
     * @param booking the index of its reservation, null while it is free
     */
    record Seat(String label, String row, int number, double x, double y, boolean accessible, int grade,
            SeatStatus status, @Nullable Integer booking) {
    }

    /**
     * A reservation.
     *
     * @param id identifies it
     * @param code its code
     * @param status where it stands
     * @param buyer the name of the buyer
     */
    record Booking(long id, String code, ReservationStatus status, String buyer) {
    }

}
