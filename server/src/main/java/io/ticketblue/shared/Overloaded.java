package io.ticketblue.shared;

import java.util.Map;

import org.springframework.http.HttpStatus;

/** More is asked for than can be done in good time; nothing was done, try again soon. */
public final class Overloaded extends Problem {

    /** Creates the problem. */
    public Overloaded() {
        super(HttpStatus.SERVICE_UNAVAILABLE, "request.overloaded", Map.of());
    }

}
