package io.ticketblue.coupon.internal;

import java.util.List;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.coupon.AnotherCouponUsed;
import io.ticketblue.coupon.CouponAlreadyUsed;
import io.ticketblue.coupon.CouponExpired;
import io.ticketblue.coupon.CouponNotApplicable;
import io.ticketblue.coupon.CouponNotFound;
import io.ticketblue.coupon.CouponPurchase;
import io.ticketblue.coupon.IssuedCouponId;
import io.ticketblue.coupon.IssuedCouponStatus;
import io.ticketblue.coupon.IssuedCouponView;
import io.ticketblue.coupon.UsableCoupon;
import io.ticketblue.shared.Money;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Uses coupons, each for one thing and each thing with one coupon. */
@Component
public class Redemptions {

    private final IssuedCoupons coupons;

    Redemptions(IssuedCoupons coupons) {
        this.coupons = coupons;
    }

    /**
     * Says what each coupon of a person would do.
     * @param buyer whose
     * @param purchase for what
     * @return unused coupons that have not expired, the largest discount first
     */
    public List<UsableCoupon> usable(AccountId buyer, CouponPurchase purchase) {
        return this.coupons.usable(buyer).stream().map((coupon) -> {
            Discounts.Offer offer = Discounts.of(coupon.terms(), purchase);
            return new UsableCoupon(coupon.id(), coupon.couponId(), coupon.name(), coupon.terms(), coupon.expiresAt(),
                    offer.discount(), offer.why());
        }).sorted((one, other) -> other.discount().compareTo(one.discount())).toList();
    }

    /**
     * Says what a coupon takes off.
     * @param buyer whose
     * @param id which
     * @param purchase for what
     * @return the discount
     */
    public Money discount(AccountId buyer, IssuedCouponId id, CouponPurchase purchase) {
        return discount(find(buyer, id), purchase);
    }

    /**
     * Uses a coupon.
     * @param buyer whose
     * @param id which
     * @param purchase for what
     * @param reference what the purchase is known by
     * @return the discount
     */
    public Money redeem(AccountId buyer, IssuedCouponId id, CouponPurchase purchase, long reference) {
        IssuedCouponView coupon = find(buyer, id);
        if (usedFor(coupon, reference)) {
            return given(coupon);
        }
        Money discount = discount(coupon, purchase);
        try {
            if (this.coupons.redeem(id, reference, discount)) {
                return discount;
            }
        }
        catch (DuplicateKeyException ex) {
            throw new AnotherCouponUsed();
        }
        // Somebody was quicker, or its time ended in this moment.
        IssuedCouponView now = find(buyer, id);
        if (usedFor(now, reference)) {
            return given(now);
        }
        throw (now.status() == IssuedCouponStatus.USED) ? new CouponAlreadyUsed() : new CouponExpired();
    }

    private IssuedCouponView find(AccountId buyer, IssuedCouponId id) {
        return this.coupons.find(buyer, id).orElseThrow(CouponNotFound::new);
    }

    private static boolean usedFor(IssuedCouponView coupon, long reference) {
        return coupon.redeemedFor() != null && coupon.redeemedFor() == reference;
    }

    private static Money given(IssuedCouponView coupon) {
        return (coupon.discount() != null) ? coupon.discount() : Money.ZERO;
    }

    private static Money discount(IssuedCouponView coupon, CouponPurchase purchase) {
        switch (coupon.status()) {
            case USED -> throw new CouponAlreadyUsed();
            case EXPIRED -> throw new CouponExpired();
            case USABLE -> {
                Discounts.Offer offer = Discounts.of(coupon.terms(), purchase);
                if (offer.why() != null) {
                    throw new CouponNotApplicable(offer.why());
                }
                return offer.discount();
            }
        }
        throw new IllegalStateException("Not a status of a coupon: " + coupon.status());
    }

}
