package io.ticketblue.catalog.internal.occupancy;

import java.time.Instant;

import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;

/**
 * The time for which a round needs its venue.
 *
 * @param round which round
 * @param performance of what
 * @param title of what
 * @param entryTimes whether the rounds of the performance are mere times of entry, which
 * may overlap each other
 * @param startsAt when it starts
 * @param endsAt when it ends, without the turnaround
 */
record Slot(RoundId round, PerformanceId performance, String title, boolean entryTimes, Instant startsAt,
        Instant endsAt) {

    boolean mayShareWith(Slot other) {
        return this.entryTimes && this.performance.equals(other.performance);
    }

}
