package io.ticketblue.coupon;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The time of this coupon is over. */
public final class CouponExpired extends Problem {

    /** Creates the problem. */
    public CouponExpired() {
        super(HttpStatus.CONFLICT, "coupon.expired");
    }

}
