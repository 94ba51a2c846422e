package io.ticketblue.booking;

/** Whether a seat of a round can be had. */
public enum SeatStatus {

    /** Anybody may take it. */
    FREE,

    /** Somebody is deciding or paying. */
    HELD,

    /** Somebody has paid for it. */
    SOLD

}
