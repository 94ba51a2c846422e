package io.ticketblue.review;

import io.ticketblue.shared.NotFound;

/** There is no such review, or it is hidden. */
public final class ReviewNotFound extends NotFound {

    public ReviewNotFound() {
        super("review.not-found");
    }

}
