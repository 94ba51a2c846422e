package io.ticketblue.booking;

/** Why a reservation ended without having become a booking. */
public enum ExpiryReason {

    /** The time to pay was over. */
    TIME_OVER,

    /** It was given back, by the buyer or because its round was cancelled. */
    RELEASED,

    /** The payment failed, and the time to pay was over by then. */
    PAYMENT_FAILED,

    /**
     * No deposit came into its account before the deadline, or the account was closed.
     */
    DEPOSIT_MISSED,

    /**
     * The organiser cancelled the round while it was being paid; what was taken goes back
     * in full.
     */
    ROUND_CANCELLED

}
