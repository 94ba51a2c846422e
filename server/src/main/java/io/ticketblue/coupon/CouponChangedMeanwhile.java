package io.ticketblue.coupon;

import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * Somebody else changed or ended the coupon after it was read. The answer names the
 * present version.
 */
public final class CouponChangedMeanwhile extends Problem {

    /**
     * Creates the problem.
     * @param version the present version
     */
    public CouponChangedMeanwhile(int version) {
        super(HttpStatus.CONFLICT, "coupon.changed-meanwhile", Map.of("version", version));
    }

}
