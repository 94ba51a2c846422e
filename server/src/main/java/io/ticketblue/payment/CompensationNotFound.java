package io.ticketblue.payment;

import io.ticketblue.shared.NotFound;

/** There is no such compensation. */
public final class CompensationNotFound extends NotFound {

    /**
     * Creates the problem.
     */
    public CompensationNotFound() {
        super("payment.compensation-not-found");
    }

}
