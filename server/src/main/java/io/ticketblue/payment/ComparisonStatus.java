package io.ticketblue.payment;

/** How far the comparison of a day is. */
public enum ComparisonStatus {

    /** It will be compared. */
    WAITING,

    /** It is being compared, or will be taken up again where it stopped. */
    RUNNING,

    /** It was compared. */
    COMPARED

}
