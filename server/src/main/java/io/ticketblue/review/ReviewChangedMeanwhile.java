package io.ticketblue.review;

import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Its author changed the review since staff were shown it. */
public final class ReviewChangedMeanwhile extends Problem {

    /**
     * Tells which version there is now.
     * @param version the present version
     */
    public ReviewChangedMeanwhile(int version) {
        super(HttpStatus.CONFLICT, "review.changed-meanwhile", Map.of("version", version));
    }

}
