package io.ticketblue.search.indexing;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** One rebuild at a time. */
public final class RebuildRunning extends Problem {

    /** Creates the problem. */
    public RebuildRunning() {
        super(HttpStatus.CONFLICT, "search.rebuild-running");
    }

}
