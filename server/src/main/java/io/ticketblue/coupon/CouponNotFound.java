package io.ticketblue.coupon;

import io.ticketblue.shared.NotFound;

/** There is no such coupon, or it is somebody else's. */
public final class CouponNotFound extends NotFound {

    /** Creates the problem. */
    public CouponNotFound() {
        super("coupon.not-found");
    }

}
