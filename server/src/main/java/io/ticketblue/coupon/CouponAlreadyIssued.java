package io.ticketblue.coupon;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** This person has the coupon already; everybody gets one. */
public final class CouponAlreadyIssued extends Problem {

    /** Creates the problem. */
    public CouponAlreadyIssued() {
        super(HttpStatus.CONFLICT, "coupon.already-issued");
    }

}
