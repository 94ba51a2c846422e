package io.ticketblue.payment;

/** Where a refund stands. */
public enum RefundStatus {

    /** It is written down, and the provider is asked until it answers. */
    REQUESTED,
    /** The provider has sent the money back. */
    DONE,
    /** The provider will not send the money back. It is still owed: staff settle it. */
    REFUSED,
    /** The provider refused, and staff have paid the money back in another way. */
    SETTLED

}
