package io.ticketblue.coupon;

import java.time.Instant;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A coupon that somebody was given.
 *
 * @param id identifies it
 * @param couponId which coupon it is one of
 * @param account whose it is
 * @param name how people call it
 * @param terms what it is worth and where
 * @param status how it stands, by the clock
 * @param issuedAt when it was given
 * @param expiresAt when it ends
 * @param redeemedFor what it was used for, null while unused
 * @param redeemedAt when it was used, null while unused
 * @param discount what it took off, null while unused
 */
public record IssuedCouponView(IssuedCouponId id, CouponId couponId, AccountId account, String name, CouponTerms terms,
        IssuedCouponStatus status, Instant issuedAt, Instant expiresAt, @Nullable Long redeemedFor,
        @Nullable Instant redeemedAt, @Nullable Money discount) {
}
