package io.ticketblue.review.moderation;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** This person has reported the review already. */
public final class AlreadyReported extends Problem {

    public AlreadyReported() {
        super(HttpStatus.CONFLICT, "review.already-reported");
    }

}
