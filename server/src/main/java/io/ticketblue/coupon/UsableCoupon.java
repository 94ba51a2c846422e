package io.ticketblue.coupon;

import java.time.Instant;

import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A coupon of a person who is about to buy.
 *
 * @param id identifies it
 * @param couponId which coupon it is one of
 * @param name how people call it
 * @param terms what it is worth and where
 * @param expiresAt when it ends
 * @param discount what it would take off, 0 if it does not apply
 * @param inapplicable why it does not apply, null if it does
 */
public record UsableCoupon(IssuedCouponId id, CouponId couponId, String name, CouponTerms terms, Instant expiresAt,
        Money discount, @Nullable Inapplicable inapplicable) {

    /**
     * Whether it can be used for this purchase.
     * @return true if it takes something off
     */
    public boolean applies() {
        return this.inapplicable == null;
    }

}
