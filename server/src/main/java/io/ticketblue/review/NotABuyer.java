package io.ticketblue.review;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The reservation is not this person's, not for this performance, or not a booking. */
public final class NotABuyer extends Problem {

    public NotABuyer() {
        super(HttpStatus.FORBIDDEN, "review.not-a-buyer");
    }

}
