package io.ticketblue.catalog;

import java.util.Collection;
import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * People hold or have reservations for what shall be changed or deleted. The answer names
 * the rounds they are for.
 */
public final class HasReservations extends Problem {

    /**
     * Creates the problem.
     * @param rounds the rounds that have reservations, at least one
     */
    public HasReservations(Collection<RoundId> rounds) {
        super(HttpStatus.CONFLICT, "catalog.has-reservations",
                Map.of("rounds", rounds.stream().map(RoundId::value).toList()), rounds.size());
    }

}
