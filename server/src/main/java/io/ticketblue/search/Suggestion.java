package io.ticketblue.search;

/**
 * What may be meant by what was typed so far.
 *
 * @param kind what it is
 * @param id the number of the performance, performer or venue
 * @param text the whole text, matches marked
 */
public record Suggestion(Kind kind, long id, Highlight text) {

    /** What is suggested. */
    public enum Kind {

        /** A performance. */
        PERFORMANCE,

        /** A performer. */
        PERFORMER,

        /** A venue. */
        VENUE

    }

}
