package io.ticketblue.payment;

/** How an order is paid. */
public enum PaymentMethod {

    /** By card or a wallet that behaves like one, in the provider's window. */
    CARD,

    /** By transfer to an account made for the order. */
    VIRTUAL_ACCOUNT,

    /** Nothing is left to pay. */
    FREE

}
