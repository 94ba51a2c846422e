package io.ticketblue.coupon;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** What is paid for has another coupon already; each purchase takes one. */
public final class AnotherCouponUsed extends Problem {

    /** Creates the problem. */
    public AnotherCouponUsed() {
        super(HttpStatus.CONFLICT, "coupon.another-used");
    }

}
