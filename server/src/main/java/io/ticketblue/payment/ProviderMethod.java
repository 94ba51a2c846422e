package io.ticketblue.payment;

/**
 * How a payment was made in the provider's window. What the provider calls it depends on
 * the language of the request; this does not.
 */
public enum ProviderMethod {

    /** Credit or debit card. */
    CARD,

    /** Transfer to an account that was made for the order. */
    VIRTUAL_ACCOUNT,

    /** A wallet, whatever it takes the money from. */
    EASY_PAY,

    /** The bill of a mobile phone. */
    MOBILE_PHONE,

    /** Transfer from the buyer's account, at once. */
    TRANSFER,

    /** Gift certificate for culture. */
    CULTURE_GIFT_CERTIFICATE,

    /** Gift certificate for books. */
    BOOK_GIFT_CERTIFICATE,

    /** Gift certificate for games. */
    GAME_GIFT_CERTIFICATE,

    /** Something that the provider has begun to offer since this was written. */
    OTHER

}
