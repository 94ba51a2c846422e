package io.ticketblue.coupon;

import io.ticketblue.shared.NotFound;

/** No coupon has this code. */
public final class CouponCodeUnknown extends NotFound {

    /** Creates the problem. */
    public CouponCodeUnknown() {
        super("coupon.code-not-found");
    }

}
