package io.ticketblue.bench;

/**
 * A way to give coupons first come, first served. All of them check the same things and
 * write the same rows; they differ in what keeps others from doing so meanwhile.
 */
interface CouponRival {

    /** What it is called. */
    String name();

    /**
     * Wants a coupon.
     * @return true if the person was told of success, false if of exhaustion
     * @throws RuntimeException whatever else became of it
     */
    boolean issue(long coupon, long account);

    /** What is to be known of a run beside its figures; perhaps empty. */
    default String note() {
        return "";
    }

}
