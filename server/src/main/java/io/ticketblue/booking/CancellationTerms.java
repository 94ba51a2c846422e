package io.ticketblue.booking;

/** By which terms staff cancel a booking. */
public enum CancellationTerms {

    /** Everything goes back, also after the round has begun: the house gives in. */
    FULL_REFUND,

    /** What the buyer would pay is kept, as long as buyers may cancel. */
    POLICY

}
