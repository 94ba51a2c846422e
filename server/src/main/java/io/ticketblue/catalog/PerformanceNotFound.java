package io.ticketblue.catalog;

import io.ticketblue.shared.NotFound;

/** There is no performance with this id. */
public final class PerformanceNotFound extends NotFound {

    /** Creates the problem. */
    public PerformanceNotFound() {
        super("catalog.performance-not-found");
    }

}
