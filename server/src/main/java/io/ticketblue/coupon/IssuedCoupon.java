package io.ticketblue.coupon;

import java.time.Instant;

/**
 * A coupon that was given a moment ago, for good.
 *
 * @param id identifies it
 * @param couponId which coupon it is one of
 * @param expiresAt when it ends
 */
public record IssuedCoupon(IssuedCouponId id, CouponId couponId, Instant expiresAt) {
}
