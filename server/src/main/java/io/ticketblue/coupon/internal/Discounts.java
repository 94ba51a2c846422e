package io.ticketblue.coupon.internal;

import java.util.List;

import io.ticketblue.coupon.CouponPurchase;
import io.ticketblue.coupon.CouponTerms;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.Inapplicable;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/** What coupons take off. Touches no database. */
final class Discounts {

    private Discounts() {
    }

    /**
     * Says what a coupon takes off a purchase: never more than the tickets cost, and
     * never so much that less than the provider's least amount is left to pay. Nothing
     * may be left.
     */
    static Offer of(CouponTerms terms, CouponPurchase purchase) {
        Inapplicable why = inapplicable(terms, purchase);
        if (why != null) {
            return new Offer(Money.ZERO, why);
        }
        long discount = payable(taken(terms, purchase.price().won()), purchase);
        return (discount > 0) ? new Offer(new Money(discount), null)
                : new Offer(Money.ZERO, new Inapplicable("nothing-off", List.of()));
    }

    private static @Nullable Inapplicable inapplicable(CouponTerms terms, CouponPurchase purchase) {
        if (terms.performanceId() != null && terms.performanceId() != purchase.performance()) {
            return new Inapplicable("performance", List.of());
        }
        if (terms.category() != null && !terms.category().equals(purchase.category())) {
            return new Inapplicable("category", List.of());
        }
        if (purchase.price().compareTo(terms.minAmount()) < 0) {
            return new Inapplicable("minimum", List.of(terms.minAmount().won()));
        }
        return null;
    }

    private static long taken(CouponTerms terms, long price) {
        long wish = (terms.type() == DiscountType.AMOUNT) ? terms.value() : percent(price, terms.value());
        long most = (terms.maxDiscount() != null) ? Math.min(price, terms.maxDiscount().won()) : price;
        return Math.min(wish, most);
    }

    /** Whole percent rounded down, for any price without overflow. */
    private static long percent(long price, long percent) {
        return price / 100 * percent + price % 100 * percent / 100;
    }

    private static long payable(long discount, CouponPurchase purchase) {
        long left = purchase.price().plus(purchase.fees()).won() - discount;
        long least = Money.LEAST_PAYABLE.won();
        return (left > 0 && left < least) ? Math.max(0, discount - (least - left)) : discount;
    }

    /**
     * What a coupon would do.
     *
     * @param discount what it takes off
     * @param why why it takes off nothing, null if it takes off something
     */
    record Offer(Money discount, @Nullable Inapplicable why) {
    }

}
