package io.ticketblue.review;

/** The orders of a list of reviews. Among equals the newest comes first. */
public enum ReviewSort {

    /** The newest first. */
    NEWEST,

    /** The best rating first. */
    HIGHEST,

    /** The worst rating first. */
    LOWEST

}
