package io.ticketblue.catalog;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;

import org.springframework.http.HttpStatus;

import io.ticketblue.shared.Problem;

/** A round of the performance lies outside its new dates. The answer tells when it is. */
public final class RoundsOutsideDates extends Problem {

    private static final ZoneId KOREA = ZoneId.of("Asia/Seoul");

    private final boolean afterEnd;

    /**
     * Creates the problem.
     * @param startsAt when the first such round starts
     * @param afterEnd whether it is after the last day; it is before the first one
     * otherwise
     */
    public RoundsOutsideDates(Instant startsAt, boolean afterEnd) {
        super(HttpStatus.CONFLICT, "catalog.rounds-outside-dates", Map.of("startsAt", korean(startsAt)), startsAt);
        this.afterEnd = afterEnd;
    }

    /**
     * Tells which of the two days is wrong.
     * @return true for the last day, false for the first
     */
    public boolean afterEnd() {
        return this.afterEnd;
    }

    private static OffsetDateTime korean(Instant time) {
        return time.atZone(KOREA).toOffsetDateTime();
    }

}
