package io.ticketblue.catalog;

import java.util.Collection;
import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * Money was once taken for what shall be deleted, even if all of it went back. The books
 * need to know what it was for. The answer names the rounds.
 */
public final class WasPaidFor extends Problem {

    /**
     * Creates the problem.
     * @param rounds the rounds that were paid for, at least one
     */
    public WasPaidFor(Collection<RoundId> rounds) {
        super(HttpStatus.CONFLICT, "catalog.was-paid-for",
                Map.of("rounds", rounds.stream().map(RoundId::value).toList()), rounds.size());
    }

}
