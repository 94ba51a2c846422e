package io.ticketblue.payment;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The browser names another amount than the order's. Nothing was taken. */
public final class AmountMismatch extends Problem {

    /**
     * Creates the problem.
     */
    public AmountMismatch() {
        super(HttpStatus.CONFLICT, "payment.amount-mismatch");
    }

}
