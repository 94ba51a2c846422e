package io.ticketblue.embedded.toss;

/**
 * The states of a payment that the simulator knows, named as in the provider's API.
 */
enum PaymentStatus {

    /** Requested; the buyer is in the payment window. */
    READY,
    /** The buyer has approved; the shop has ten minutes to confirm. */
    IN_PROGRESS,
    /** Confirmed: the money is captured. */
    DONE,
    /** Given back in one piece. */
    CANCELED,
    /** Given back in part, or in several parts, perhaps wholly. */
    PARTIAL_CANCELED,
    /** Declined. */
    ABORTED,
    /** Neither approved nor confirmed in time. */
    EXPIRED;

    boolean isCaptured() {
        return this == DONE || this == CANCELED || this == PARTIAL_CANCELED;
    }

    boolean isOpen() {
        return this == READY || this == IN_PROGRESS;
    }

}
