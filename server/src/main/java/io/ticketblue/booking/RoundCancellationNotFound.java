package io.ticketblue.booking;

import io.ticketblue.shared.NotFound;

/** The organiser has not cancelled the round. */
public final class RoundCancellationNotFound extends NotFound {

    /** Creates the problem. */
    public RoundCancellationNotFound() {
        super("booking.round-cancellation-not-found");
    }

}
