package io.ticketblue.payment;

import io.ticketblue.shared.NotFound;

/** There is no such difference. */
public final class DifferenceNotFound extends NotFound {

    /**
     * Creates the problem.
     */
    public DifferenceNotFound() {
        super("payment.difference-not-found");
    }

}
