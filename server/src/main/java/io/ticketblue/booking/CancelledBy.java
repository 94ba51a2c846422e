package io.ticketblue.booking;

/** Who cancelled a booking. */
public enum CancelledBy {

    /** The person who booked. */
    BUYER,

    /** Box-office staff. */
    STAFF,

    /** The organiser, who cancelled the whole round. */
    ORGANISER

}
