package io.ticketblue.booking;

import io.ticketblue.shared.NotFound;

/** There is no such reservation, or it is somebody else's. */
public final class ReservationNotFound extends NotFound {

    /** Creates the problem. */
    public ReservationNotFound() {
        super("booking.reservation-not-found");
    }

}
