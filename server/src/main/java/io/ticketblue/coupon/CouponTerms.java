package io.ticketblue.coupon;

import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a coupon is worth and where. Once somebody has one, these stay as they are.
 *
 * @param type by an amount or by a rate
 * @param value won, or percent from 1 to 100
 * @param maxDiscount the most that it takes off, null for no limit
 * @param minAmount the tickets must cost at least this much, without booking fees
 * @param performanceId the only performance it is for, null for any
 * @param category the only category of performances it is for, null for any
 */
public record CouponTerms(DiscountType type, long value, @Nullable Money maxDiscount, Money minAmount,
        @Nullable Long performanceId, @Nullable String category) {
}
