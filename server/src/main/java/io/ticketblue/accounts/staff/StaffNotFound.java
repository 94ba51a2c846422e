package io.ticketblue.accounts.staff;

import io.ticketblue.shared.NotFound;

/** No open account of the staff has this id. */
public final class StaffNotFound extends NotFound {

    /** Creates the problem. */
    public StaffNotFound() {
        super("accounts.staff-not-found");
    }

}
