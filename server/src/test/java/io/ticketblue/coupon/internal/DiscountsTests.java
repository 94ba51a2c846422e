package io.ticketblue.coupon.internal;

import java.math.BigInteger;
import java.util.List;

import io.ticketblue.coupon.CouponPurchase;
import io.ticketblue.coupon.CouponTerms;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.Inapplicable;
import io.ticketblue.coupon.internal.Discounts.Offer;
import io.ticketblue.shared.Money;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DiscountsTests {

    private static final long PERFORMANCE = 7;

    @ParameterizedTest
    @CsvSource({ "AMOUNT, 5000, , 99000, 0, 5000", "AMOUNT, 5000, , 3000, 0, 3000", "AMOUNT, 5000, , 3000, 1000, 3000",
            "AMOUNT, 5000, 2000, 99000, 0, 2000", "RATE, 10, , 99999, 0, 9999", "RATE, 10, 5000, 99999, 0, 5000",
            "RATE, 100, , 99999, 2000, 99999", "RATE, 1, , 99, 1, 0", "AMOUNT, 9950, , 10000, 0, 9900",
            "AMOUNT, 9900, , 10000, 0, 9900", "AMOUNT, 9999, , 10000, 0, 9900", "AMOUNT, 10000, , 10000, 50, 9950",
            "AMOUNT, 10000, , 10000, 99, 9999", "AMOUNT, 10000, , 10000, 100, 10000" })
    void takesOffWhatTheTermsSay(DiscountType type, long value, @Nullable Long most, long price, long fees,
            long expected) {
        CouponTerms terms = new CouponTerms(type, value, (most != null) ? new Money(most) : null, Money.ZERO, null,
                null);
        assertThat(offer(terms, price, fees).discount()).isEqualTo(new Money(expected));
    }

    @Property(tries = 2_000)
    void neverTakesOffMoreThanTheTicketsCostNorLeavesLessThanCanBePaid(@ForAll("terms") CouponTerms terms,
            @ForAll("prices") long price, @ForAll("fees") long fees) {
        Offer offer = offer(terms, price, fees);
        long discount = offer.discount().won();
        long left = price + fees - discount;
        assertThat(discount).isBetween(0L, price);
        assertThat(discount > 0).isEqualTo(offer.why() == null);
        if (discount > 0) {
            assertThat(left == 0 || left >= 100).as("%d won are left", left).isTrue();
        }
        if (terms.maxDiscount() != null) {
            assertThat(discount).isLessThanOrEqualTo(terms.maxDiscount().won());
        }
    }

    @Property(tries = 2_000)
    void givesAllThatWasPromisedUnlessThatCouldNotBePaid(@ForAll("terms") CouponTerms terms,
            @ForAll("prices") long price, @ForAll("fees") long fees) {
        Offer offer = offer(terms, price, fees);
        double promised = (terms.type() == DiscountType.AMOUNT) ? terms.value()
                : Math.floor(price * (double) terms.value() / 100);
        double capped = Math.min(price,
                (terms.maxDiscount() != null) ? Math.min(promised, terms.maxDiscount().won()) : promised);
        long left = price + fees - offer.discount().won();
        if (price >= terms.minAmount().won() && price + fees >= 100 && left != 100) {
            assertThat((double) offer.discount().won()).isEqualTo(capped);
        }
    }

    @Property(tries = 1_000)
    void countsRatesOfAnyPriceExactly(@ForAll("prices") long price, @ForAll("percents") long percent) {
        CouponTerms terms = new CouponTerms(DiscountType.RATE, percent, null, Money.ZERO, null, null);
        long huge = Long.MAX_VALUE / 2 - price;
        assertThat(offer(terms, huge, 0).discount().won()).isEqualTo(BigInteger.valueOf(huge)
            .multiply(BigInteger.valueOf(percent))
            .divide(BigInteger.valueOf(100))
            .longValueExact());
    }

    @Test
    void saysWhyACouponDoesNotApply() {
        CouponTerms any = new CouponTerms(DiscountType.AMOUNT, 5_000, null, new Money(30_000), null, null);
        assertThat(offer(any, 29_999, 5_000).why()).isEqualTo(new Inapplicable("minimum", List.of(30_000L)));
        assertThat(offer(any, 30_000, 0).why()).isNull();
        CouponTerms other = new CouponTerms(DiscountType.AMOUNT, 5_000, null, Money.ZERO, PERFORMANCE + 1, null);
        assertThat(offer(other, 30_000, 0).why()).isEqualTo(new Inapplicable("performance", List.of()));
        CouponTerms plays = new CouponTerms(DiscountType.AMOUNT, 5_000, null, Money.ZERO, null, "PLAY");
        assertThat(offer(plays, 30_000, 0).why()).isEqualTo(new Inapplicable("category", List.of()));
        CouponTerms here = new CouponTerms(DiscountType.AMOUNT, 5_000, null, Money.ZERO, PERFORMANCE, null);
        assertThat(offer(here, 0, 2_000).why()).isEqualTo(new Inapplicable("nothing-off", List.of()));
        assertThat(offer(here, 30_000, 2_000)).isEqualTo(new Offer(new Money(5_000), null));
    }

    private static Offer offer(CouponTerms terms, long price, long fees) {
        return Discounts.of(terms, new CouponPurchase(PERFORMANCE, "MUSICAL", new Money(price), new Money(fees)));
    }

    @Provide
    Arbitrary<CouponTerms> terms() {
        Arbitrary<Money> won = Arbitraries.longs().between(1, 200_000).map(Money::new);
        Arbitrary<CouponTerms> amounts = Combinators
            .combine(Arbitraries.longs().between(1, 200_000), won.injectNull(0.7), won.injectNull(0.7))
            .as((value, most, least) -> new CouponTerms(DiscountType.AMOUNT, value, most,
                    (least != null) ? least : Money.ZERO, null, null));
        Arbitrary<CouponTerms> rates = Combinators.combine(percents(), won.injectNull(0.5), won.injectNull(0.7))
            .as((value, most, least) -> new CouponTerms(DiscountType.RATE, value, most,
                    (least != null) ? least : Money.ZERO, null, null));
        return Arbitraries.oneOf(amounts, rates);
    }

    @Provide
    Arbitrary<Long> prices() {
        return Arbitraries.oneOf(Arbitraries.longs().between(100, 2_000), Arbitraries.longs().between(0, 400_000));
    }

    @Provide
    Arbitrary<Long> fees() {
        return Arbitraries.oneOf(Arbitraries.just(0L), Arbitraries.longs().between(0, 200),
                Arbitraries.longs().between(0, 20_000));
    }

    @Provide
    Arbitrary<Long> percents() {
        return Arbitraries.longs().between(1, 100);
    }

}
