package io.ticketblue.search.synonym;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** There is no such group of synonyms. */
public final class SynonymNotFound extends Problem {

    /** Creates the problem. */
    public SynonymNotFound() {
        super(HttpStatus.NOT_FOUND, "search.synonym-not-found");
    }

}
