package io.ticketblue.embedded.toss;

/**
 * The states of a payment that the simulator knows, named as in the provider's API.
 */
enum PaymentStatus {

    /** Requested; the buyer is in the payment window. */
    READY,
    /** The buyer has approved; the shop has ten minutes to confirm. */
    IN_PROGRESS,
    /** Confirmed: an account waits for the buyer's money. */
    WAITING_FOR_DEPOSIT,
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

    /** Whether the shop has confirmed it. */
    boolean isConfirmed() {
        return isCaptured() || this == WAITING_FOR_DEPOSIT;
    }

    boolean isCaptured() {
        return this == DONE || this == CANCELED || this == PARTIAL_CANCELED;
    }

    boolean isOpen() {
        return this == READY || this == IN_PROGRESS || this == WAITING_FOR_DEPOSIT;
    }

}
