package io.ticketblue.coupon;

import java.util.List;
import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * People have the coupon and rely on what it is worth; the answer names the fields that
 * can no longer change.
 */
public final class CouponTermsFixed extends Problem {

    /**
     * Creates the problem.
     * @param fields the fields that were to change
     */
    public CouponTermsFixed(List<String> fields) {
        super(HttpStatus.CONFLICT, "coupon.terms-fixed", Map.of("fields", fields), String.join(", ", fields));
    }

}
