package io.ticketblue.coupon;

/** How a coupon makes a price lower. */
public enum DiscountType {

    /** By so many won. */
    AMOUNT,

    /** By so many percent, rounded down to whole won. */
    RATE

}
