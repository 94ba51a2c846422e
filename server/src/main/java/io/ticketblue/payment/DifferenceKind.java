package io.ticketblue.payment;

/** How the provider's books and ours differ. */
public enum DifferenceKind {

    /** The provider took money that is not in our books. */
    MISSING_CAPTURE,

    /** The provider gave money back that is not in our books. */
    MISSING_REFUND,

    /** Our books have money as taken that the provider did not take. */
    UNKNOWN_CAPTURE,

    /** Our books have money as given back that the provider did not give back. */
    UNKNOWN_REFUND,

    /** Both have the movement, with other amounts. */
    AMOUNT,

    /**
     * The provider has the payment in another state, as when the bank took a deposit
     * back.
     */
    STATUS

}
