package io.ticketblue.payment;

import io.ticketblue.shared.NotFound;

/** There is no such order. */
public final class PaymentNotFound extends NotFound {

    /**
     * Creates the problem.
     */
    public PaymentNotFound() {
        super("payment.payment-not-found");
    }

}
