package io.ticketblue.coupon;

/** How a coupon stands for those who want one. */
public enum CouponStatus {

    /** Its time has not come. */
    UPCOMING,

    /** Whoever comes is given one. */
    OPEN,

    /** All have been given. */
    EXHAUSTED,

    /** Its time is over. */
    CLOSED,

    /** Staff have ended it. */
    ENDED

}
