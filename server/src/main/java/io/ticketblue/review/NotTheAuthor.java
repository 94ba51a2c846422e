package io.ticketblue.review;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Only its author may change or delete a review. */
public final class NotTheAuthor extends Problem {

    public NotTheAuthor() {
        super(HttpStatus.FORBIDDEN, "review.not-the-author");
    }

}
