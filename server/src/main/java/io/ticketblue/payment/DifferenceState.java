package io.ticketblue.payment;

/** How far a difference is from being settled. */
public enum DifferenceState {

    /** Nothing was done about it yet. */
    FOUND,

    /** The usual ways have settled it. */
    SETTLED_ITSELF,

    /** The usual ways could not settle it: staff have to look. */
    OPEN,

    /** Staff have settled it and said how. */
    SETTLED_BY_STAFF,

    /** A later comparison did not find it any more. */
    GONE

}
