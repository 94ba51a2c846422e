/**
 * What makes tickets cheaper: coupons, given first come, first served, and redeemed once.
 */
@ApplicationModule(allowedDependencies = { "shared", "accounts", "accounts :: closing" })
@NullMarked
package io.ticketblue.coupon;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
