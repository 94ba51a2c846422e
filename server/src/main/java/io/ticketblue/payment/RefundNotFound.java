package io.ticketblue.payment;

import io.ticketblue.shared.NotFound;

/** There is no such refund. */
public final class RefundNotFound extends NotFound {

    /**
     * Creates the problem.
     */
    public RefundNotFound() {
        super("payment.refund-not-found");
    }

}
