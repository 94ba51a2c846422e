package io.ticketblue.booking;

import java.util.List;

import io.ticketblue.coupon.IssuedCouponView;
import io.ticketblue.coupon.UsableCoupon;
import org.jspecify.annotations.Nullable;

/**
 * A buyer's coupons at the checkout.
 *
 * @param used the one that makes the hold cheaper, null if none does
 * @param others those that are not used yet, with what each would take off
 */
public record CouponChoice(@Nullable IssuedCouponView used, List<UsableCoupon> others) {
}
