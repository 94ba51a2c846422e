package io.ticketblue.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Two rounds of one performance would start less than an hour apart. */
public final class RoundsTooClose extends Problem {

    private static final ZoneId KOREA = ZoneId.of("Asia/Seoul");

    /**
     * Creates the problem.
     * @param startsAt the start that cannot be
     * @param other the start of the round it is too close to
     */
    public RoundsTooClose(Instant startsAt, Instant other) {
        super(HttpStatus.CONFLICT, "catalog.rounds-too-close",
                Map.of("startsAt", startsAt.atZone(KOREA).toOffsetDateTime(), "other",
                        other.atZone(KOREA).toOffsetDateTime()),
                startsAt, other, Duration.between(startsAt, other).abs().toMinutes());
    }

}
