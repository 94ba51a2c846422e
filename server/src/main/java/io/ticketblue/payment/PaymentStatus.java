package io.ticketblue.payment;

/** Where a payment stands. */
public enum PaymentStatus {

    /** The order is known, the buyer has not paid yet. */
    READY,

    /** The provider was asked, or is about to be, to take the money. */
    CONFIRMING,

    /** An account was made for the order, and waits for the buyer's money. */
    AWAITING_DEPOSIT,

    /** The money was taken. */
    CAPTURED,

    /** A part of the money went back. */
    PARTIALLY_REFUNDED,

    /** All of the money went back. */
    REFUNDED,

    /** The provider refused; nothing was taken. */
    FAILED,

    /** The time to pay ran out; nothing was taken. */
    EXPIRED

}
