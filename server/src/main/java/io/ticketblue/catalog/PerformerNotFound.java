package io.ticketblue.catalog;

import io.ticketblue.shared.NotFound;

/** There is no performer with this id, or not in this cast. */
public final class PerformerNotFound extends NotFound {

    /** Creates the problem. */
    public PerformerNotFound() {
        super("catalog.performer-not-found");
    }

}
