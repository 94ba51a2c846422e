package io.ticketblue.review.moderation;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Nobody needs to report the own review: it can be deleted. */
public final class OwnReviewReported extends Problem {

    public OwnReviewReported() {
        super(HttpStatus.CONFLICT, "review.own-report");
    }

}
