package io.ticketblue.accounts.staff;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Whoever is to be invited belongs to the staff already; the role can be changed. */
public final class AlreadyStaff extends Problem {

    /** Creates the problem. */
    public AlreadyStaff() {
        super(HttpStatus.CONFLICT, "accounts.already-staff");
    }

}
