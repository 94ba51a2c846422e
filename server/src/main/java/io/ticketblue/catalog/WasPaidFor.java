package io.ticketblue.catalog;

import java.util.Collection;
import java.util.Map;

import org.springframework.http.HttpStatus;

import io.ticketblue.shared.Problem;

/**
 * What shall be deleted was booked or paid for once, even if all of it was cancelled. The
 * books need to know what it was for, so it can only be archived. The answer names the
 * rounds.
 */
public final class WasPaidFor extends Problem {

    /**
     * Creates the problem.
     * @param rounds the rounds that were booked or paid for, at least one
     */
    public WasPaidFor(Collection<RoundId> rounds) {
        super(HttpStatus.CONFLICT, "catalog.was-paid-for",
                Map.of("rounds", rounds.stream().map(RoundId::value).toList()), rounds.size());
    }

}
