package io.ticketblue.coupon.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.ticketblue.StandingClock;
import io.ticketblue.Together;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.coupon.AnotherCouponUsed;
import io.ticketblue.coupon.CouponAdmin;
import io.ticketblue.coupon.CouponAlreadyUsed;
import io.ticketblue.coupon.CouponExpired;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.CouponNotApplicable;
import io.ticketblue.coupon.CouponNotFound;
import io.ticketblue.coupon.Coupons;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.IssuedCouponId;
import io.ticketblue.coupon.IssuedCouponStatus;
import io.ticketblue.coupon.SaveCoupon;
import io.ticketblue.coupon.UsableCoupon;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@CouponTest
class RedemptionIntegrationTests {

    private static final Money OFF = new Money(5_000);

    private static final AtomicLong REFERENCES = new AtomicLong(1_000_000);

    @Autowired
    private CouponBox box;

    @Autowired
    private Coupons coupons;

    @Autowired
    private CouponAdmin admin;

    @Autowired
    private StandingClock clock;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcTemplate jdbc;

    private final CyclicBarrier everyoneHasLooked = new CyclicBarrier(8);

    @Test
    void usesACouponForOnePurchaseAndGivesTheSameAnswerAgain() {
        AccountId buyer = this.box.person();
        IssuedCouponId coupon = this.box.issued(buyer);
        long reference = REFERENCES.incrementAndGet();
        assertThat(redeem(buyer, coupon, reference)).isEqualTo(OFF);
        assertThat(this.coupons.redeem(buyer, coupon, CouponBox.purchase(1_000, 0), reference)).isEqualTo(OFF);
        assertThat(this.coupons.redeemedFor(reference)).hasValueSatisfying((used) -> {
            assertThat(used.id()).isEqualTo(coupon);
            assertThat(used.discount()).isEqualTo(OFF);
            assertThat(used.status()).isEqualTo(IssuedCouponStatus.USED);
        });
        assertThatExceptionOfType(CouponAlreadyUsed.class)
            .isThrownBy(() -> redeem(buyer, coupon, REFERENCES.incrementAndGet()));
        assertThatExceptionOfType(CouponAlreadyUsed.class)
            .isThrownBy(() -> this.coupons.discount(buyer, coupon, CouponBox.purchase(60_000, 0)));
        assertThat(this.coupons.usable(buyer, CouponBox.purchase(60_000, 0))).extracting(UsableCoupon::id)
            .doesNotContain(coupon);
    }

    @Test
    void takesOneCouponForAPurchase() {
        AccountId buyer = this.box.person();
        long reference = REFERENCES.incrementAndGet();
        redeem(buyer, this.box.issued(buyer), reference);
        IssuedCouponId another = this.box.issued(buyer);
        assertThatExceptionOfType(AnotherCouponUsed.class).isThrownBy(() -> redeem(buyer, another, reference));
        this.coupons.release(List.of(reference));
        assertThat(redeem(buyer, another, reference)).isEqualTo(OFF);
    }

    @Test
    void givesACouponBackWhenThePurchaseCameToNothing() {
        AccountId buyer = this.box.person();
        IssuedCouponId coupon = this.box.issued(buyer);
        long reference = REFERENCES.incrementAndGet();
        redeem(buyer, coupon, reference);
        this.coupons.release(List.of(reference, REFERENCES.incrementAndGet()));
        this.coupons.release(List.of(reference));
        this.coupons.release(List.of());
        assertThat(this.coupons.redeemedFor(reference)).isEmpty();
        assertThat(redeem(buyer, coupon, REFERENCES.incrementAndGet())).isEqualTo(OFF);
    }

    @Test
    void refusesACouponWhoseTimeIsOverAlsoWhenItWasGivenBack() {
        AccountId buyer = this.box.person();
        IssuedCouponId coupon = this.box.issued(buyer);
        long reference = REFERENCES.incrementAndGet();
        redeem(buyer, coupon, reference);
        this.clock.advance(Duration.ofDays(30));
        assertThat(redeem(buyer, coupon, reference)).isEqualTo(OFF);
        this.coupons.release(List.of(reference));
        assertThatExceptionOfType(CouponExpired.class).isThrownBy(() -> redeem(buyer, coupon, reference));
        assertThatExceptionOfType(CouponExpired.class)
            .isThrownBy(() -> this.coupons.discount(buyer, coupon, CouponBox.purchase(60_000, 0)));
        assertThat(this.coupons.usable(buyer, CouponBox.purchase(60_000, 0))).extracting(UsableCoupon::id)
            .doesNotContain(coupon);
    }

    @Test
    void knowsNobodysCouponButOnesOwn() {
        IssuedCouponId coupon = this.box.issued(this.box.person());
        AccountId other = this.box.person();
        assertThatExceptionOfType(CouponNotFound.class)
            .isThrownBy(() -> redeem(other, coupon, REFERENCES.incrementAndGet()));
        assertThatExceptionOfType(CouponNotFound.class)
            .isThrownBy(() -> this.coupons.discount(other, coupon, CouponBox.purchase(60_000, 0)));
    }

    @Test
    void showsWhatEachCouponWouldTakeOffAndWhyOneWouldNot() {
        AccountId buyer = this.box.person();
        SaveCoupon plan = this.box.plan(5);
        CouponId demanding = this.admin.create(new SaveCoupon(plan.name(), DiscountType.RATE, 10L, 5, plan.issueFrom(),
                plan.issueUntil(), 30, 20_000L, 100_000L, null, null, null, false));
        IssuedCouponId tenPercent = this.coupons.issue(buyer, demanding).id();
        IssuedCouponId amount = this.box.issued(buyer);
        List<UsableCoupon> small = usable(buyer, 99_999, tenPercent, amount);
        assertThat(small).extracting(UsableCoupon::id).containsExactly(amount, tenPercent);
        assertThat(small).extracting(UsableCoupon::applies).containsExactly(true, false);
        assertThat(usable(buyer, 300_000, tenPercent, amount)).extracting(UsableCoupon::discount)
            .containsExactly(new Money(20_000), OFF);
        assertThatExceptionOfType(CouponNotApplicable.class)
            .isThrownBy(() -> this.coupons.redeem(buyer, tenPercent, CouponBox.purchase(99_999, 0), 1))
            .satisfies((problem) -> assertThat(problem.properties()).containsEntry("reason", "minimum"));
        assertThat(this.coupons.redeemedFor(1)).isEmpty();
    }

    @Test
    void leavesACouponUnusedWhenTheCallersTransactionFails() {
        AccountId buyer = this.box.person();
        IssuedCouponId coupon = this.box.issued(buyer);
        long reference = REFERENCES.incrementAndGet();
        this.transaction.executeWithoutResult((status) -> {
            redeem(buyer, coupon, reference);
            status.setRollbackOnly();
        });
        assertThat(this.coupons.redeemedFor(reference)).isEmpty();
    }

    @Test
    void isUsedForOneOfManyPurchasesAtTheSameTime() {
        for (int round = 0; round < 10; round++) {
            AccountId buyer = this.box.person();
            IssuedCouponId coupon = this.box.issued(buyer);
            List<Boolean> answers = Together.run(8, attempt((reference) -> redeem(buyer, coupon, reference)));
            assertThat(answers).containsOnlyOnce(true);
        }
    }

    @Test
    void isUsedForSeveralPurchasesWithoutTheCondition() {
        AccountId buyer = this.box.person();
        IssuedCouponId coupon = this.box.issued(buyer);
        List<Boolean> answers = Together.run(8, attempt((reference) -> redeemUnguarded(coupon, reference)));
        assertThat(answers.stream().filter((used) -> used).count()).isGreaterThan(1);
    }

    @Test
    void isNotTakenFromAPurchaseByTheEndOfAnEarlierOne() {
        for (int round = 0; round < 10; round++) {
            AccountId buyer = this.box.person();
            IssuedCouponId coupon = this.box.issued(buyer);
            long earlier = REFERENCES.incrementAndGet();
            redeem(buyer, coupon, earlier);
            long later = REFERENCES.incrementAndGet();
            AtomicInteger number = new AtomicInteger();
            List<Boolean> answers = Together.run(6, () -> {
                if (number.incrementAndGet() % 2 == 0) {
                    this.coupons.release(List.of(earlier));
                    return false;
                }
                return attempt((reference) -> redeem(buyer, coupon, later)).call();
            });
            assertThat(this.coupons.redeemedFor(later).isPresent()).isEqualTo(answers.contains(true));
            assertThat(this.coupons.redeemedFor(earlier)).isEmpty();
        }
    }

    /**
     * The control: looks for the coupon first and frees it afterwards, whoever has it.
     */
    @Test
    void isTakenFromAPurchaseWithoutTheCondition() {
        AccountId buyer = this.box.person();
        IssuedCouponId coupon = this.box.issued(buyer);
        long earlier = REFERENCES.incrementAndGet();
        redeem(buyer, coupon, earlier);
        IssuedCouponId seen = this.coupons.redeemedFor(earlier).orElseThrow().id();
        this.coupons.release(List.of(earlier));
        long later = REFERENCES.incrementAndGet();
        redeem(buyer, coupon, later);
        this.jdbc.update(
                "UPDATE issued_coupon SET redeemed_for = NULL, redeemed_at = NULL, discount = NULL " + "WHERE id = ?",
                seen.value());
        assertThat(this.coupons.redeemedFor(later)).isEmpty();
    }

    /** The control: looks first and writes afterwards. */
    private void redeemUnguarded(IssuedCouponId coupon, long reference) {
        this.transaction.executeWithoutResult((status) -> {
            Long used = this.jdbc.queryForObject("SELECT redeemed_for FROM issued_coupon WHERE id = ?", Long.class,
                    coupon.value());
            if (used != null) {
                throw new CouponAlreadyUsed();
            }
            waitForTheOthers();
            this.jdbc.update("UPDATE issued_coupon SET redeemed_for = ?, redeemed_at = issued_at, discount = 1 "
                    + "WHERE id = ?", reference, coupon.value());
        });
    }

    private void waitForTheOthers() {
        try {
            this.everyoneHasLooked.await(10, TimeUnit.SECONDS);
        }
        catch (InterruptedException | BrokenBarrierException | TimeoutException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Callable<Boolean> attempt(Use use) {
        return () -> {
            try {
                use.forReference(REFERENCES.incrementAndGet());
                return true;
            }
            catch (CouponAlreadyUsed ex) {
                return false;
            }
        };
    }

    private Money redeem(AccountId buyer, IssuedCouponId coupon, long reference) {
        return this.coupons.redeem(buyer, coupon, CouponBox.purchase(60_000, 4_000), reference);
    }

    private List<UsableCoupon> usable(AccountId buyer, long price, IssuedCouponId... among) {
        List<IssuedCouponId> ids = List.of(among);
        return new ArrayList<>(this.coupons.usable(buyer, CouponBox.purchase(price, 0))).stream()
            .filter((coupon) -> ids.contains(coupon.id()))
            .toList();
    }

    private interface Use {

        void forReference(long reference);

    }

}
