package io.ticketblue.booking;

import java.time.Instant;

import io.ticketblue.catalog.RoundView;

/** Whether seats of a round can be booked now, by the clock and the ledger. */
public enum RoundStatus {

    /** Booking has not opened yet. */
    BEFORE_OPEN,

    /** Seats can be booked. */
    ON_SALE,

    /** Booking is open, but no seat is free at present. */
    SOLD_OUT,

    /** Booking has closed, or the organiser has cancelled the round. */
    CLOSED;

    /**
     * Says how the sale of a round stands.
     * @param round the round
     * @param free how many seats are free
     * @param now when
     * @return the status
     */
    public static RoundStatus of(RoundView round, int free, Instant now) {
        if (round.cancelled()) {
            return CLOSED;
        }
        if (now.isBefore(round.bookingOpensAt())) {
            return BEFORE_OPEN;
        }
        if (!now.isBefore(round.bookingClosesAt())) {
            return CLOSED;
        }
        return (free > 0) ? ON_SALE : SOLD_OUT;
    }

}
