package io.ticketblue.search.synonym;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** A word belongs to one group only. */
public final class SynonymTaken extends Problem {

    /** Creates the problem. */
    public SynonymTaken() {
        super(HttpStatus.CONFLICT, "search.synonym-taken");
    }

}
