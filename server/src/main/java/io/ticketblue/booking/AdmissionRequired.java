package io.ticketblue.booking;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** A waiting room guards the round, and the buyer's turn has not come. */
public final class AdmissionRequired extends Problem {

    /** Creates the problem. */
    public AdmissionRequired() {
        super(HttpStatus.FORBIDDEN, "booking.admission-required");
    }

    @Override
    public boolean mayPass() {
        return true;
    }

}
