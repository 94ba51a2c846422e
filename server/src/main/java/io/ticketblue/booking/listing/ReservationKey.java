package io.ticketblue.booking.listing;

/** By what reservations can be ordered. */
public enum ReservationKey {

    /** When the seats were taken. */
    BOOKED,

    /** When they were paid. */
    PAID,

    /** What is to be paid, or was: the prices and fees less the discount. */
    AMOUNT,

    /** The booking code. */
    CODE

}
