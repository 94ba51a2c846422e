package io.ticketblue.catalog;

/** What kind of performance it is. */
public enum Category {

    /** Popular music. */
    CONCERT,

    /** Musical theatre. */
    MUSICAL,

    /** Spoken theatre. */
    PLAY,

    /** Classical music, opera and dance. */
    CLASSIC,

    /** Matches and tournaments. */
    SPORTS,

    /** Exhibitions entered at a fixed time. */
    EXHIBITION

}
