package io.ticketblue.coupon.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.coupon.CouponAdmin;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.CouponPurchase;
import io.ticketblue.coupon.Coupons;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.IssuedCouponId;
import io.ticketblue.coupon.SaveCoupon;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;

/** Makes coupons and people who want them, and counts what the database has. */
class CouponBox {

    static final String PASSWORD = "enough-7-words";

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final CouponAdmin admin;

    private final Coupons coupons;

    private final Accounts accounts;

    private final JdbcTemplate jdbc;

    private final Clock clock;

    CouponBox(CouponAdmin admin, Coupons coupons, Accounts accounts, JdbcTemplate jdbc, Clock clock) {
        this.admin = admin;
        this.coupons = coupons;
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A coupon of 5,000 won that is open for a week. */
    SaveCoupon plan(int quantity) {
        return plan(quantity, null);
    }

    SaveCoupon plan(int quantity, @Nullable String code) {
        return new SaveCoupon("시험 쿠폰 " + COUNTER.incrementAndGet(), DiscountType.AMOUNT, 5_000L, quantity,
                this.clock.instant(), this.clock.instant().plus(Duration.ofDays(7)), 30, null, null, null, null, code,
                false);
    }

    CouponId coupon(int quantity) {
        return this.admin.create(plan(quantity));
    }

    /** A coupon of 5,000 won that this person has. */
    IssuedCouponId issued(AccountId account) {
        return this.coupons.issue(account, coupon(10)).id();
    }

    /** Two tickets together, with fees. */
    static CouponPurchase purchase(long price, long fees) {
        return new CouponPurchase(1, "MUSICAL", new Money(price), new Money(fees));
    }

    AccountId person() {
        return this.accounts
            .register(new SignUp("coupons" + COUNTER.incrementAndGet() + "@example.com", PASSWORD, "김쿠폰"))
            .id();
    }

    List<AccountId> people(int count) {
        return IntStream.range(0, count).mapToObj((number) -> person()).toList();
    }

    /** How many people have the coupon. */
    int rows(CouponId coupon) {
        return count("SELECT COUNT(*) FROM issued_coupon WHERE coupon_id = ?", coupon);
    }

    /** How many the coupon says were given. */
    int counted(CouponId coupon) {
        return count("SELECT issued FROM coupon WHERE id = ?", coupon);
    }

    private int count(String sql, CouponId coupon) {
        Integer found = this.jdbc.queryForObject(sql, Integer.class, coupon.value());
        return (found != null) ? found : 0;
    }

}
