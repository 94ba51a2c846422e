package io.ticketblue.catalog;

import org.springframework.http.HttpStatus;

import io.ticketblue.shared.Problem;

/** It is archived, so nothing about its sale can change. */
public final class Archived extends Problem {

    /** Creates the problem. */
    public Archived() {
        super(HttpStatus.CONFLICT, "catalog.archived");
    }

}
