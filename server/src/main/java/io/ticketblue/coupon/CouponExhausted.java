package io.ticketblue.coupon;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** All coupons have been given. */
public final class CouponExhausted extends Problem {

    /** Creates the problem. */
    public CouponExhausted() {
        super(HttpStatus.CONFLICT, "coupon.exhausted");
    }

}
