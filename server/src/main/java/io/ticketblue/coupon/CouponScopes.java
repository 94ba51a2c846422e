package io.ticketblue.coupon;

import java.util.List;

/** Knows what a coupon can be limited to; coupons themselves know no catalogue. */
public interface CouponScopes {

    /**
     * Whether there is a performance.
     * @param performance its number
     * @return false if there is none
     */
    boolean hasPerformance(long performance);

    /**
     * The categories of performances.
     * @return their stable names
     */
    List<String> categories();

}
