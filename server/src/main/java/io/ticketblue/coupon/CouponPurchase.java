package io.ticketblue.coupon;

import io.ticketblue.shared.Money;

/**
 * What a coupon is to make cheaper.
 *
 * @param performance which performance the tickets are for
 * @param category its category
 * @param price what the tickets cost
 * @param fees the booking fees, which a coupon never pays
 */
public record CouponPurchase(long performance, String category, Money price, Money fees) {
}
