package io.ticketblue.review;

import io.ticketblue.shared.NotFound;

/** There is no such review, or it is hidden. */
public final class ReviewNotFound extends NotFound {

    /** Creates the problem. */
    public ReviewNotFound() {
        super("review.not-found");
    }

}
