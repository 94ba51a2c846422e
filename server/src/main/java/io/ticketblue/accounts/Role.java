package io.ticketblue.accounts;

import java.util.List;
import java.util.stream.Stream;

/** What an account may do. */
public enum Role {

    /** Buys tickets. */
    USER,

    /** Runs the catalogue, coupons and bookings, and may all that a buyer may. */
    BOX_OFFICE,

    /**
     * Looks after payments, refunds, compensations, settlement and reconciliation, and
     * may all that a buyer may.
     */
    FINANCE,

    /** May all that the others may, and decides who belongs to the staff. */
    ADMIN;

    /** The authority that all staff have, whatever their role. */
    public static final String STAFF = "STAFF";

    /**
     * Tells whether the role belongs to staff.
     * @return false for buyers
     */
    public boolean isStaff() {
        return this != USER;
    }

    /**
     * The names that access rules ask for: the role itself, {@link #STAFF} for staff, and
     * for an administrator every other role.
     * @return names without a prefix
     */
    public List<String> grants() {
        Stream<String> own = (this == ADMIN) ? Stream.of(values()).map(Role::name) : Stream.of(name());
        return (isStaff() ? Stream.concat(own, Stream.of(STAFF)) : own).toList();
    }

}
