/**
 * The coupons' machinery: issuing, redeeming, tables, REST.
 */
@NullMarked
package io.ticketblue.coupon.internal;

import org.jspecify.annotations.NullMarked;
