package io.ticketblue.payment;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The time to pay is over. Nothing was taken. */
public final class PaymentExpired extends Problem {

    /**
     * Creates the problem.
     */
    public PaymentExpired() {
        super(HttpStatus.CONFLICT, "payment.expired");
    }

}
