package io.ticketblue.embedded.toss;

/**
 * What the buyer's side decides about a payment that is made without a window.
 */
public enum TossOutcome {

    /** The buyer approves; the shop can confirm within ten minutes. */
    APPROVE,
    /** The card company refuses: confirming gives 403 {@code REJECT_CARD_COMPANY}. */
    DECLINE

}
