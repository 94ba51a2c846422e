package io.ticketblue.booking;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The round is too near to wait for a deposit. */
public final class NoTimeToDeposit extends Problem {

    /**
     * Creates the problem.
     */
    public NoTimeToDeposit() {
        super(HttpStatus.CONFLICT, "booking.no-time-to-deposit");
    }

}
