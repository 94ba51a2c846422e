package io.ticketblue.shared;

import org.springframework.http.HttpStatus;

/** Something that was asked for by its id does not exist, or not for this person. */
public abstract class NotFound extends Problem {

    /**
     * Creates the problem.
     * @param code {@code module.thing-not-found}
     */
    protected NotFound(String code) {
        super(HttpStatus.NOT_FOUND, code);
    }

}
