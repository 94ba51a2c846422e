package io.ticketblue.payment;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** What the order is for has been paid already, or is being paid with another payment. */
public final class AlreadyProcessed extends Problem {

    /**
     * Creates the problem.
     */
    public AlreadyProcessed() {
        super(HttpStatus.CONFLICT, "payment.already-processed");
    }

}
