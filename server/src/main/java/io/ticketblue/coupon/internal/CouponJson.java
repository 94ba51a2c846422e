package io.ticketblue.coupon.internal;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.CouponStatus;
import io.ticketblue.coupon.CouponTerms;
import io.ticketblue.coupon.CouponView;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.IssuedCoupon;
import io.ticketblue.coupon.IssuedCouponId;
import io.ticketblue.coupon.IssuedCouponStatus;
import io.ticketblue.coupon.IssuedCouponView;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/** Coupons as clients see them. */
final class CouponJson {

    private CouponJson() {
    }

    private static @Nullable Long won(@Nullable Money money) {
        return (money != null) ? money.won() : null;
    }

    /** A coupon that buyers can have. */
    @Schema(name = "Coupon")
    record Offered(CouponId id, String name, DiscountType type, long value, @Nullable Long maxDiscount, long minAmount,
            @Nullable Long performanceId, @Nullable String category, int quantity, int remaining, Instant issueFrom,
            Instant issueUntil, int validDays) {

        static Offered of(CouponView coupon) {
            CouponTerms terms = coupon.terms();
            return new Offered(coupon.id(), coupon.name(), terms.type(), terms.value(), won(terms.maxDiscount()),
                    terms.minAmount().won(), terms.performanceId(), terms.category(), coupon.quantity(),
                    coupon.remaining(), coupon.issueFrom(), coupon.issueUntil(), coupon.validDays());
        }

    }

    /** A coupon as staff see it. */
    @Schema(name = "ManagedCoupon")
    record Managed(CouponId id, String name, CouponStatus status, DiscountType type, long value,
            @Nullable Long maxDiscount, long minAmount, @Nullable Long performanceId, @Nullable String category,
            int quantity, int issued, int remaining, Instant issueFrom, Instant issueUntil, int validDays,
            @Nullable String code, boolean welcome, @Nullable Instant endedAt,
            @Schema(description = "Counts its changes by staff", example = "3") int version) {

        static Managed of(CouponView coupon) {
            CouponTerms terms = coupon.terms();
            return new Managed(coupon.id(), coupon.name(), coupon.status(), terms.type(), terms.value(),
                    won(terms.maxDiscount()), terms.minAmount().won(), terms.performanceId(), terms.category(),
                    coupon.quantity(), coupon.issued(), coupon.remaining(), coupon.issueFrom(), coupon.issueUntil(),
                    coupon.validDays(), coupon.code(), coupon.welcome(), coupon.endedAt(), coupon.version());
        }

    }

    /** A coupon that was given a moment ago. */
    @Schema(name = "NewIssuedCoupon")
    record Given(IssuedCouponId issuedCouponId, CouponId couponId, Instant expiresAt) {

        static Given of(IssuedCoupon coupon) {
            return new Given(coupon.id(), coupon.couponId(), coupon.expiresAt());
        }

    }

    /** A coupon that somebody has. */
    @Schema(name = "IssuedCoupon")
    record Owned(IssuedCouponId issuedCouponId, CouponId couponId, String name, IssuedCouponStatus status,
            DiscountType type, long value, @Nullable Long maxDiscount, long minAmount, @Nullable Long performanceId,
            @Nullable String category, Instant issuedAt, Instant expiresAt,
            @Schema(description = "The reservation that it is used for") @Nullable Long reservationId,
            @Schema(description = "When it was used") @Nullable Instant usedAt,
            @Schema(description = "What it took off") @Nullable Long discount) {

        static Owned of(IssuedCouponView coupon) {
            CouponTerms terms = coupon.terms();
            return new Owned(coupon.id(), coupon.couponId(), coupon.name(), coupon.status(), terms.type(),
                    terms.value(), won(terms.maxDiscount()), terms.minAmount().won(), terms.performanceId(),
                    terms.category(), coupon.issuedAt(), coupon.expiresAt(), coupon.redeemedFor(), coupon.redeemedAt(),
                    won(coupon.discount()));
        }

    }

}
