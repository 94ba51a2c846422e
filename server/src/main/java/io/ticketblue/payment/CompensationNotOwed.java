package io.ticketblue.payment;

import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The compensation was paid and settled already. */
public final class CompensationNotOwed extends Problem {

    /**
     * Creates the problem.
     */
    public CompensationNotOwed() {
        super(HttpStatus.CONFLICT, "payment.compensation-not-owed", Map.of());
    }

}
