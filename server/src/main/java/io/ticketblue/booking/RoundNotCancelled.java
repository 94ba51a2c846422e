package io.ticketblue.booking;

import io.ticketblue.shared.NotFound;

/** The organiser has not cancelled the round. */
public final class RoundNotCancelled extends NotFound {

    /** Creates the problem. */
    public RoundNotCancelled() {
        super("booking.round-not-cancelled");
    }

}
