package io.ticketblue.coupon;

/** How somebody's coupon stands. */
public enum IssuedCouponStatus {

    /** It can be used. */
    USABLE,

    /** It was used, or is part of an order that is not settled yet. */
    USED,

    /** Its time is over. */
    EXPIRED

}
