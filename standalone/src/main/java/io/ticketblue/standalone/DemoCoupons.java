package io.ticketblue.standalone;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.ticketblue.coupon.CouponAdmin;
import io.ticketblue.coupon.CouponView;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.SaveCoupon;
import io.ticketblue.shared.Paging;

/**
 * Coupons of every kind: one to claim, one that is rare, one to come, one with a code.
 */
final class DemoCoupons {

    /** What people type in to get the coupon that has a code. */
    static final String CODE = "BLUE-STAGE";

    private final CouponAdmin admin;

    private final Instant firstStart;

    DemoCoupons(CouponAdmin admin, Instant firstStart) {
        this.admin = admin;
        this.firstStart = firstStart;
    }

    /** Makes those that are not there. */
    void load() {
        Set<String> present = this.admin.coupons(new Paging(0, Paging.MAX_SIZE))
            .items()
            .stream()
            .map(CouponView::name)
            .collect(Collectors.toSet());
        coupons().stream().filter((coupon) -> !present.contains(coupon.name())).forEach(this.admin::create);
    }

    private List<SaveCoupon> coupons() {
        Instant now = this.firstStart;
        Instant inAMonth = now.plus(Duration.ofDays(30));
        Instant tomorrow = now.plus(Duration.ofDays(1));
        return List.of(
                new SaveCoupon("첫 예매 응원 쿠폰", DiscountType.AMOUNT, 3_000L, 10_000, now, inAMonth, 14, null, 20_000L,
                        null, null, null, false),
                new SaveCoupon("뮤지컬 10% 할인", DiscountType.RATE, 10L, 100, now, inAMonth, 30, 15_000L, 50_000L, null,
                        "MUSICAL", null, false),
                new SaveCoupon("내일 열리는 콘서트 20% 할인", DiscountType.RATE, 20L, 300, tomorrow, inAMonth, 7, 20_000L, null,
                        null, "CONCERT", null, false),
                new SaveCoupon("푸른 무대 회원 쿠폰", DiscountType.AMOUNT, 10_000L, 500, now, inAMonth, 30, null, 60_000L, null,
                        null, CODE, false));
    }

}
