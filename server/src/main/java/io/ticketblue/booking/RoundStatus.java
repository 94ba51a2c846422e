package io.ticketblue.booking;

/** Whether seats of a round can be booked now, by the clock and the ledger. */
public enum RoundStatus {

    /** Booking has not opened yet. */
    BEFORE_OPEN,

    /** Seats can be booked. */
    ON_SALE,

    /** Booking is open, but no seat is free at present. */
    SOLD_OUT,

    /** Booking has closed. */
    CLOSED

}
