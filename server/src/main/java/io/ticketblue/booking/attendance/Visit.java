package io.ticketblue.booking.attendance;

import java.time.Instant;

import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;

/**
 * A buyer's reservation as a visit of a performance.
 *
 * @param reservation which reservation
 * @param status where it stands, without regard to the clock
 * @param performance what is performed
 * @param round which round
 * @param startsAt when the round begins
 * @param roundCancelled whether the organiser has cancelled the round
 */
public record Visit(ReservationId reservation, ReservationStatus status, PerformanceId performance, RoundId round,
        Instant startsAt, boolean roundCancelled) {

    /**
     * Whether the buyer has seats: they were paid, not all were given back, and the
     * organiser has not cancelled the round.
     */
    public boolean booked() {
        return !this.roundCancelled
                && (this.status == ReservationStatus.CONFIRMED || this.status == ReservationStatus.PARTIALLY_CANCELLED);
    }

    /** Whether the round has begun. */
    public boolean begun(Instant now) {
        return !this.startsAt.isAfter(now);
    }

}
