package io.ticketblue.review.moderation;

/** The lists of reviews for staff. */
public enum ModerationState {

    /** Shown reviews with reports that nobody has decided on, most reports first. */
    REPORTED,

    /** Hidden reviews, the latest hidden first. */
    HIDDEN,

    /** All reviews that everybody can read, the latest first. */
    SHOWN

}
