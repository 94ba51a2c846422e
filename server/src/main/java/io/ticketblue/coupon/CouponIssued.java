package io.ticketblue.coupon;

import java.time.Instant;

import io.ticketblue.accounts.AccountId;

/**
 * Somebody was given a coupon without asking for it.
 *
 * @param issued the one that the person has
 * @param coupon which coupon it is one of
 * @param account whose it is
 * @param expiresAt when it ends
 */
public record CouponIssued(IssuedCouponId issued, CouponId coupon, AccountId account, Instant expiresAt) {
}
