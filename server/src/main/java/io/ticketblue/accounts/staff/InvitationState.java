package io.ticketblue.accounts.staff;

/** State of an invitation. */
public enum InvitationState {

    /** It can be accepted. */
    OPEN,

    /** Somebody has accepted it. */
    ACCEPTED,

    /** An administrator has withdrawn it. */
    WITHDRAWN,

    /** Its time is over. */
    EXPIRED,

    /** There is none, or no longer: it was replaced, or it ended long ago. */
    UNKNOWN

}
