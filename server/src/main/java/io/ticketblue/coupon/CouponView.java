package io.ticketblue.coupon;

import java.time.Instant;

import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A coupon of the house.
 *
 * @param id identifies it
 * @param name how people call it
 * @param terms what it is worth and where
 * @param status how it stands, by the clock
 * @param quantity how many there are in all
 * @param issued how many were given
 * @param issueFrom from when it is given
 * @param issueUntil until when it is given, exclusively
 * @param validDays for how many days of 24 hours it can be used, from when it was given
 * @param code what people type in to get it; null if they need not
 * @param welcome whether it is given to every buyer who verifies the address, and to
 * nobody else
 * @param endedAt when staff ended it, null if they did not
 * @param version counts its changes by staff
 */
public record CouponView(CouponId id, String name, CouponTerms terms, CouponStatus status, int quantity, int issued,
        Instant issueFrom, Instant issueUntil, int validDays, @Nullable String code, boolean welcome,
        @Nullable Instant endedAt, int version) {

    /**
     * How many are left.
     * @return 0 or more
     */
    public int remaining() {
        return this.quantity - this.issued;
    }

    /**
     * The coupon as staff hand it in; doing so changes nothing.
     * @return what was saved
     */
    public SaveCoupon saved() {
        Money most = this.terms.maxDiscount();
        return new SaveCoupon(this.name, this.terms.type(), this.terms.value(), this.quantity, this.issueFrom,
                this.issueUntil, this.validDays, (most != null) ? most.won() : null, this.terms.minAmount().won(),
                this.terms.performanceId(), this.terms.category(), this.code, this.welcome);
    }

}
