package io.ticketblue.payment;

import io.ticketblue.shared.NotFound;

/** Nobody has asked to compare the day, and it was not its turn. */
public final class DayNotCompared extends NotFound {

    /**
     * Creates the problem.
     */
    public DayNotCompared() {
        super("payment.day-not-compared");
    }

}
