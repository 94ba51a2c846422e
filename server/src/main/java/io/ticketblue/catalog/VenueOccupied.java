package io.ticketblue.catalog;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;

import org.springframework.http.HttpStatus;

import io.ticketblue.shared.Problem;

/**
 * Two rounds would need the venue at the same time: from the start to the end of the
 * performance, and for the turnaround after it. The answer names the other performance
 * and its round.
 */
public final class VenueOccupied extends Problem {

    private static final ZoneId KOREA = ZoneId.of("Asia/Seoul");

    /**
     * Creates the problem.
     * @param startsAt the start that cannot be
     * @param other the round that needs the venue at that time
     * @param turnaroundMinutes how long the venue stays taken after a performance
     */
    public VenueOccupied(Instant startsAt, Other other, int turnaroundMinutes) {
        super(HttpStatus.CONFLICT, "catalog.venue-occupied",
                Map.of("startsAt", korean(startsAt), "performanceId", other.performance().value(), "title",
                        other.title(), "roundId", other.round().value(), "otherStartsAt", korean(other.startsAt()),
                        "otherEndsAt", korean(other.endsAt()), "turnaroundMinutes", turnaroundMinutes),
                startsAt, other.title(), other.startsAt(), other.endsAt(), turnaroundMinutes);
    }

    private static OffsetDateTime korean(Instant time) {
        return time.atZone(KOREA).toOffsetDateTime();
    }

    /**
     * The round that is there already.
     *
     * @param round identifies it
     * @param performance of what
     * @param title of what
     * @param startsAt when it starts
     * @param endsAt when it ends, without the turnaround
     */
    public record Other(RoundId round, PerformanceId performance, String title, Instant startsAt, Instant endsAt) {
    }

}
