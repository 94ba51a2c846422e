package io.ticketblue.search.synonym;

import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Somebody else changed the group since it was read. */
public final class SynonymChanged extends Problem {

    /**
     * Creates the problem.
     * @param version the present version
     */
    public SynonymChanged(int version) {
        super(HttpStatus.CONFLICT, "search.synonym-changed-meanwhile", Map.of("version", version));
    }

}
