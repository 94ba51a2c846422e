package io.ticketblue.payment;

import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The difference does not wait for staff: it is settled, gone, or still looked into. */
public final class DifferenceNotOpen extends Problem {

    /**
     * Creates the problem.
     * @param state how it stands
     */
    public DifferenceNotOpen(DifferenceState state) {
        super(HttpStatus.CONFLICT, "payment.difference-not-open", Map.of("state", state));
    }

}
