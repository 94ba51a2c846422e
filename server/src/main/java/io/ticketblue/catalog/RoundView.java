package io.ticketblue.catalog;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A round: one date and time of a performance.
 *
 * @param id identifies it
 * @param performanceId of what
 * @param startsAt when the curtain rises
 * @param bookingOpensAt from when seats can be booked
 * @param bookingClosesAt until when seats can be booked
 * @param cancelledAt when the organiser cancelled it, null while it is to take place
 * @param archivedAt when staff archived it, null while buyers can see it
 * @param version counts its changes
 */
public record RoundView(RoundId id, PerformanceId performanceId, Instant startsAt, Instant bookingOpensAt,
        Instant bookingClosesAt, @Nullable Instant cancelledAt, @Nullable Instant archivedAt, int version) {

    /**
     * Tells whether the organiser has cancelled it. A cancelled round is not sold any
     * more and does not take place.
     * @return true once it is cancelled; it stays so
     */
    public boolean cancelled() {
        return this.cancelledAt != null;
    }

    /**
     * Tells whether staff have archived it. Buyers do not see an archived round.
     * @return true once it is archived
     */
    public boolean archived() {
        return this.archivedAt != null;
    }

}
