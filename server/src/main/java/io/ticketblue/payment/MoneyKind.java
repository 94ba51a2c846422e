package io.ticketblue.payment;

/** What an entry of the money ledger stands for. */
public enum MoneyKind {

    /** The provider took the money. */
    CAPTURE,

    /** The bank took a deposit back after it was captured. */
    REVERSAL,

    /** The provider sent it back. */
    REFUND,

    /** The house paid it back in another way than through the provider. */
    REPAYMENT,

    /** The house keeps it of a capture, at a cancellation. */
    FEE,

    /** The house gave it to the buyer beyond what was paid. */
    COMPENSATION

}
