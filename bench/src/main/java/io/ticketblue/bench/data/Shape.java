package io.ticketblue.bench.data;

import java.time.LocalDate;

/**
 * How much is generated. The same shape gives the same rows.
 *
 * @param performances how many performances, 1 or more
 * @param accounts how many accounts, 10 or more
 * @param bookings how many bookings at most; less if the seats of the performances that
 * are on sale or were do not suffice
 * @param reviewPercent how many of a hundred confirmed bookings of past rounds have a
 * review
 * @param seed of all random numbers
 * @param today the present day in Korea: rounds lie up to a year before it and half a
 * year after it, bookings before it
 */
record Shape(int performances, int accounts, int bookings, int reviewPercent, long seed, LocalDate today) {

    /** Performers of the catalogue. */
    int performers() {
        return Math.max(10, this.performances / 4);
    }

}
