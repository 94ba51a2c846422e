package io.ticketblue.review;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The round has not begun. */
public final class NotAttendedYet extends Problem {

    public NotAttendedYet() {
        super(HttpStatus.CONFLICT, "review.not-attended-yet");
    }

}
