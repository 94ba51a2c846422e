package io.ticketblue.coupon;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** This coupon was used for something else. */
public final class CouponAlreadyUsed extends Problem {

    /** Creates the problem. */
    public CouponAlreadyUsed() {
        super(HttpStatus.CONFLICT, "coupon.already-used");
    }

}
