package io.ticketblue.coupon;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a coupon shall be. What must be there and is not is refused with its name.
 *
 * @param name how people call it, 1 to 60 characters
 * @param type by an amount or by a rate
 * @param value 1 to 10,000,000 won, or 1 to 100 percent
 * @param quantity how many there are in all, 1 to 100,000,000
 * @param issueFrom from when it is given
 * @param issueUntil until when, later than that
 * @param validDays for how many days it can be used, 1 to 3,650
 * @param maxDiscount the most won that it takes off, null for no limit
 * @param minAmount the won that tickets must cost at least, null for 0
 * @param performanceId the only performance it is for, null for any
 * @param category the only category it is for, null for any; not together with a
 * performance
 * @param code what people type in to get it: 4 to 20 letters, digits and dashes, in any
 * case; null if whoever comes gets it
 * @param welcome whether every buyer who verifies the address gets it, and nobody else
 */
public record SaveCoupon(@Nullable String name, @Nullable DiscountType type, @Nullable Long value,
        @Nullable Integer quantity, @Nullable Instant issueFrom, @Nullable Instant issueUntil,
        @Nullable Integer validDays, @Nullable Long maxDiscount, @Nullable Long minAmount, @Nullable Long performanceId,
        @Nullable String category, @Nullable String code, boolean welcome) {
}
