package io.ticketblue.review;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The reservation has a review already; each may have one. */
public final class ReviewAlreadyWritten extends Problem {

    public ReviewAlreadyWritten() {
        super(HttpStatus.CONFLICT, "review.already-written");
    }

}
