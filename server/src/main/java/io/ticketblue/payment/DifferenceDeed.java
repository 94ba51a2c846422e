package io.ticketblue.payment;

/** What was done about a difference without staff. */
public enum DifferenceDeed {

    /** The provider was asked again, and what it said was entered. */
    ENTERED,

    /** It was entered, and goes back to the buyer in full. */
    SENT_BACK,

    /** The deposit was entered as taken back: the order waits for it again. */
    REVERTED,

    /** The provider was asked again; both books stay as they are. */
    ASKED,

    /** Nothing: no order of ours was started with this payment. */
    NOT_OURS,

    /** The provider was asked again and again without an answer. */
    UNANSWERED,

    /** Nothing: too many payments of the day differ to ask about each. */
    TOO_MANY

}
