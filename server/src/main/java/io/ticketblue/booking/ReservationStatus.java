package io.ticketblue.booking;

/** Where a reservation stands. */
public enum ReservationStatus {

    /** Seats are kept for the buyer until a stated time. */
    HELD,

    /** The provider is being asked for the money; the seats are kept until it answers. */
    PAYING,

    /** The buyer is to transfer the money until a stated time. */
    AWAITING_DEPOSIT,

    /** Paid: the seats are the buyer's. */
    CONFIRMED,

    /** Paid, and some of the seats were given back later. */
    PARTIALLY_CANCELLED,

    /** Paid, and all seats were given back later. */
    CANCELLED,

    /** The buyer gave the seats back or the time ran out before they were paid. */
    EXPIRED

}
