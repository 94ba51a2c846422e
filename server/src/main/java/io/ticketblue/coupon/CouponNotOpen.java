package io.ticketblue.coupon;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The coupon is not given yet, or no longer. */
public final class CouponNotOpen extends Problem {

    /** Creates the problem. */
    public CouponNotOpen() {
        super(HttpStatus.CONFLICT, "coupon.not-open");
    }

}
