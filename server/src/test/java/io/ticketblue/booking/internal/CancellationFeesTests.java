package io.ticketblue.booking.internal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.ticketblue.catalog.CancellationPolicies;
import io.ticketblue.catalog.CancellationPolicy;
import io.ticketblue.catalog.CancellationPolicy.BookingFeeRule;
import io.ticketblue.catalog.CancellationPolicy.Flat;
import io.ticketblue.catalog.CancellationPolicy.Percent;
import io.ticketblue.catalog.CancellationPolicy.Tier;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CancellationFeesTests {

    private static final Instant START = at("2026-12-24T19:30");

    private static final int MINUTES_OF_60_DAYS = 60 * 24 * 60;

    /**
     * Booked, cancelled, the round's start; one seat of 150,000 won and 1,000 won fee.
     */
    @ParameterizedTest(name = "{0}, booked {1}, cancelled {2}, round {3}")
    @CsvSource(textBlock = """
            # The guideline: 10 days ahead nothing, then 10, 20, 30 %, 90 % on the day
            consumer-guideline, 2026-10-01T12:00, 2026-12-14T23:59, 2026-12-24T19:30, days-before-10, 0, 0
            consumer-guideline, 2026-10-01T12:00, 2026-12-15T00:00, 2026-12-24T19:30, days-before-7, 15000, 0
            consumer-guideline, 2026-10-01T12:00, 2026-12-17T23:59, 2026-12-24T19:30, days-before-7, 15000, 0
            consumer-guideline, 2026-10-01T12:00, 2026-12-18T00:00, 2026-12-24T19:30, days-before-3, 30000, 0
            consumer-guideline, 2026-10-01T12:00, 2026-12-21T23:59, 2026-12-24T19:30, days-before-3, 30000, 0
            consumer-guideline, 2026-10-01T12:00, 2026-12-22T00:00, 2026-12-24T19:30, days-before-1, 45000, 0
            consumer-guideline, 2026-10-01T12:00, 2026-12-23T23:59, 2026-12-24T19:30, days-before-1, 45000, 0
            consumer-guideline, 2026-10-01T12:00, 2026-12-24T00:00, 2026-12-24T19:30, show-day, 135000, 0
            consumer-guideline, 2026-10-01T12:00, 2026-12-24T19:29, 2026-12-24T19:30, show-day, 135000, 0
            # 24 hours, to the minute, while the round is three days ahead
            consumer-guideline, 2026-12-20T15:00, 2026-12-21T14:59, 2026-12-24T19:30, within-24-hours, 0, 0
            consumer-guideline, 2026-12-20T15:00, 2026-12-21T15:00, 2026-12-24T19:30, days-before-3, 30000, 0
            consumer-guideline, 2026-12-21T15:00, 2026-12-22T00:00, 2026-12-24T19:30, days-before-1, 45000, 0
            # The house's usual one: the day of booking is free, but on the day of the round
            standard, 2026-12-23T09:00, 2026-12-23T23:59, 2026-12-24T19:30, booking-day, 0, 0
            standard, 2026-12-23T23:59, 2026-12-24T00:00, 2026-12-24T19:30, show-day, 135000, 1000
            standard, 2026-12-24T09:00, 2026-12-24T09:01, 2026-12-24T19:30, show-day, 135000, 0
            standard, 2026-10-01T12:00, 2026-10-02T11:59, 2026-12-24T19:30, within-24-hours, 0, 0
            standard, 2026-10-01T12:00, 2026-10-02T12:00, 2026-12-24T19:30, days-before-10, 0, 1000
            none-on-day, 2026-10-01T12:00, 2026-12-23T23:59, 2026-12-24T19:30, days-before-1, 45000, 1000
            # The large sites: 7 free days, then 4,000 won, within 10 days the date wins
            large-sites-concert, 2026-11-01T10:00, 2026-11-01T23:59, 2026-12-24T19:30, booking-day, 0, 0
            large-sites-concert, 2026-11-01T10:00, 2026-11-08T23:59, 2026-12-24T19:30, within-free-days, 0, 1000
            large-sites-concert, 2026-11-01T10:00, 2026-11-09T00:00, 2026-12-24T19:30, days-before-10, 4000, 1000
            large-sites-concert, 2026-12-12T10:00, 2026-12-13T10:00, 2026-12-24T19:30, within-free-days, 0, 1000
            large-sites-concert, 2026-12-12T10:00, 2026-12-14T00:00, 2026-12-24T19:30, days-before-10, 4000, 1000
            large-sites-concert, 2026-12-12T10:00, 2026-12-15T00:00, 2026-12-24T19:30, days-before-7, 15000, 1000
            large-sites-concert, 2026-12-22T10:00, 2026-12-22T23:59, 2026-12-24T19:30, booking-day, 0, 0
            large-sites-concert, 2026-12-22T10:00, 2026-12-23T00:00, 2026-12-24T19:30, days-before-1, 45000, 1000
            large-sites-concert-show-day, 2026-11-01T10:00, 2026-12-24T19:29, 2026-12-24T19:30, show-day, 135000, 1000
            large-sites-play, 2026-11-01T10:00, 2026-12-14T10:00, 2026-12-24T19:30, days-before-10, 2000, 1000
            # A round at half past midnight is on the day that has just begun
            consumer-guideline, 2026-10-01T12:00, 2026-12-23T23:59, 2026-12-24T00:30, days-before-1, 45000, 0
            consumer-guideline, 2026-10-01T12:00, 2026-12-24T00:00, 2026-12-24T00:30, show-day, 135000, 0
            # Leap day: the 1st of March 2028 is 2 days after the 28th of February, of 2027 one
            consumer-guideline, 2027-12-01T12:00, 2028-02-28T12:00, 2028-03-02T19:30, days-before-3, 30000, 0
            consumer-guideline, 2026-12-01T12:00, 2027-02-28T12:00, 2027-03-02T19:30, days-before-1, 45000, 0
            consumer-guideline, 2027-12-01T12:00, 2028-02-29T23:59, 2028-03-10T19:30, days-before-10, 0, 0
            # Year's end
            consumer-guideline, 2026-11-01T12:00, 2026-12-31T23:59, 2027-01-01T19:30, days-before-1, 45000, 0
            consumer-guideline, 2026-11-01T12:00, 2027-01-01T00:00, 2027-01-01T19:30, show-day, 135000, 0
            standard, 2026-12-31T23:30, 2027-01-01T00:10, 2027-01-20T19:30, within-24-hours, 0, 0
            large-sites-concert, 2026-12-31T23:59, 2027-01-01T00:00, 2027-01-02T19:30, days-before-1, 45000, 1000
            """)
    void takesWhatTheRuleOfTheDaySays(String policy, String booked, String cancelled, String start, String reason,
            long fee, long bookingFee) {
        CancellationFees fees = CancellationFees
            .quote(policy(policy), at(start), at(booked), at(cancelled), seats(150_000))
            .orElseThrow();
        assertThat(fees.reason()).isEqualTo(reason);
        assertThat(fees.seats().getFirst().cancellationFee()).isEqualTo(Money.won(fee));
        assertThat(fees.seats().getFirst().bookingFee()).isEqualTo(Money.won(bookingFee));
        assertThat(fees.refund()).isEqualTo(Money.won(151_000 - fee - bookingFee));
    }

    @ParameterizedTest
    @CsvSource({ "consumer-guideline, 2026-12-24T19:30, 2026-12-24T19:30",
            "standard, 2026-12-24T19:30, 2026-12-24T19:30", "none-on-day, 2026-12-24T19:30, 2026-12-24T00:00",
            "none-on-day, 2027-01-01T00:30, 2027-01-01T00:00",
            "large-sites-concert, 2026-12-24T19:30, 2026-12-23T17:00",
            "large-sites-play, 2028-03-01T14:00, 2028-02-29T17:00",
            "large-sites-play, 2027-01-01T00:30, 2026-12-31T17:00" })
    void endsWhenThePolicySays(String policy, String start, String until) {
        Instant end = at(until);
        Instant booked = end.minusSeconds(30 * 86_400);
        assertThat(policy(policy).cancellableUntil(at(start))).isEqualTo(end);
        assertThat(CancellationFees.quote(policy(policy), at(start), booked, end.minusNanos(1_000), seats(1_000)))
            .hasValueSatisfying((fees) -> assertThat(fees.cancellableUntil()).isEqualTo(end));
        assertThat(CancellationFees.quote(policy(policy), at(start), booked, end, seats(1_000))).isEmpty();
    }

    @Test
    void takesNothingWhereThePolicyHasNoTiers() {
        CancellationPolicy free = new CancellationPolicy(0, false, 0, false, List.of(), 0, null, BookingFeeRule.ALWAYS);
        for (String moment : List.of("2026-12-01T10:00", "2026-12-24T19:29")) {
            CancellationFees fees = CancellationFees
                .quote(free, START, at("2026-11-01T10:00"), at(moment), seats(90_000))
                .orElseThrow();
            assertThat(fees.reason()).isEqualTo("before-start-free");
            assertThat(fees.fee()).isEqualTo(Money.ZERO);
        }
    }

    @Test
    void capsFlatFeesByAShareAndSharesByWon() {
        assertThat(new Flat(Money.won(4_000), 10).of(Money.won(30_000))).isEqualTo(Money.won(3_000));
        assertThat(new Flat(Money.won(4_000), 10).of(Money.won(90_000))).isEqualTo(Money.won(4_000));
        assertThat(new Flat(Money.won(4_000), null).of(Money.won(3_000))).isEqualTo(Money.won(3_000));
        assertThat(new Percent(30, Money.won(20_000)).of(Money.won(90_000))).isEqualTo(Money.won(20_000));
        assertThat(new Percent(30, null).of(Money.won(33_333))).isEqualTo(Money.won(9_999));
    }

    @Test
    void keepsTheBookingFeeByItsOwnRule() {
        for (BookingFeeRule rule : BookingFeeRule.values()) {
            CancellationPolicy policy = new CancellationPolicy(0, true, 0, false, List.of(), null, null, rule);
            assertThat(keptBookingFee(policy, "2026-12-01T23:59")).as("%s, booking day", rule)
                .isEqualTo(Money.won((rule == BookingFeeRule.NEVER) ? 1_000 : 0));
            assertThat(keptBookingFee(policy, "2026-12-02T00:00")).as("%s, next day", rule)
                .isEqualTo(Money.won((rule == BookingFeeRule.ALWAYS) ? 0 : 1_000));
        }
    }

    private static Money keptBookingFee(CancellationPolicy policy, String now) {
        return CancellationFees.quote(policy, START, at("2026-12-01T10:00"), at(now), seats(50_000))
            .orElseThrow()
            .seats()
            .getFirst()
            .bookingFee();
    }

    @Property
    void refundAndFeeAreWhatWasPaid(@ForAll("policies") CancellationPolicy policy,
            @ForAll("seats") List<SeatPaid> seats, @ForAll @LongRange(max = MINUTES_OF_60_DAYS) long booked,
            @ForAll @LongRange(max = MINUTES_OF_60_DAYS) long later) {
        Instant bookedAt = START.minusSeconds(booked * 60);
        CancellationFees.quote(policy, START, bookedAt, bookedAt.plusSeconds(later * 60), seats).ifPresent((fees) -> {
            assertThat(fees.refund().plus(fees.fee())).isEqualTo(fees.paid());
            assertThat(fees.paid()).isEqualTo(seats.stream().map(SeatPaid::whole).reduce(Money.ZERO, Money::plus));
            assertThat(IntStream.range(0, seats.size())).allMatch(
                    (index) -> fees.seats().get(index).cancellationFee().compareTo(seats.get(index).ticket()) <= 0);
        });
    }

    @Property
    void allSeatsAtOnceCostWhatTheyCostOneByOne(@ForAll("policies") CancellationPolicy policy,
            @ForAll("seats") List<SeatPaid> seats, @ForAll @LongRange(max = MINUTES_OF_60_DAYS) long booked,
            @ForAll @LongRange(max = MINUTES_OF_60_DAYS) long later) {
        Instant bookedAt = START.minusSeconds(booked * 60);
        Instant now = bookedAt.plusSeconds(later * 60);
        CancellationFees.quote(policy, START, bookedAt, now, seats).ifPresent((fees) -> {
            List<CancellationFees> single = seats.stream()
                .map((seat) -> CancellationFees.quote(policy, START, bookedAt, now, List.of(seat)).orElseThrow())
                .toList();
            assertThat(single.stream().map(CancellationFees::fee).reduce(Money.ZERO, Money::plus))
                .isEqualTo(fees.fee());
            assertThat(single.stream().map(CancellationFees::refund).reduce(Money.ZERO, Money::plus))
                .isEqualTo(fees.refund());
        });
    }

    @Property
    void isNeverDearerToCancelEarlier(@ForAll("policies") CancellationPolicy policy,
            @ForAll @LongRange(max = 10_000_000) long price, @ForAll @LongRange(max = MINUTES_OF_60_DAYS) long booked,
            @ForAll @LongRange(max = MINUTES_OF_60_DAYS) long first,
            @ForAll @LongRange(max = MINUTES_OF_60_DAYS) long then) {
        Instant bookedAt = START.minusSeconds(booked * 60);
        Instant earlier = bookedAt.plusSeconds(Math.min(first, then) * 60);
        Instant later = bookedAt.plusSeconds(Math.max(first, then) * 60);
        CancellationFees.quote(policy, START, bookedAt, later, seats(price)).ifPresent((fees) -> {
            assertThat(CancellationFees.quote(policy, START, bookedAt, earlier, seats(price)))
                .hasValueSatisfying((before) -> assertThat(before.fee()).isLessThanOrEqualTo(fees.fee()));
        });
    }

    @Property
    void seatsThatShareADiscountAddUpToWhatWasPaid(@ForAll("policies") CancellationPolicy policy,
            @ForAll("seats") List<SeatPaid> prices, @ForAll @LongRange(max = 1_000) long perMille) {
        List<Money> weights = prices.stream().map(SeatPaid::ticket).toList();
        long sum = weights.stream().mapToLong(Money::won).sum();
        Money discount = Money.won(sum * perMille / 1_000);
        List<Money> shares = Shares.split(discount, weights);
        List<SeatPaid> seats = IntStream.range(0, prices.size())
            .mapToObj((index) -> new SeatPaid(prices.get(index).seat(), weights.get(index).minus(shares.get(index)),
                    prices.get(index).bookingFee()))
            .toList();
        CancellationFees fees = CancellationFees
            .quote(policy, START, START.minusSeconds(86_400 * 20), START.minusSeconds(86_400 * 5), seats)
            .orElseThrow();
        assertThat(fees.refund().plus(fees.fee()).plus(discount))
            .isEqualTo(prices.stream().map(SeatPaid::whole).reduce(Money.ZERO, Money::plus));
    }

    /** Ready-made ones, and own ones whose fees never fall towards the round. */
    @Provide
    Arbitrary<CancellationPolicy> policies() {
        Arbitrary<CancellationPolicy> readyMade = Arbitraries.of(CancellationPolicies.names())
            .filter((name) -> !name.equals(CancellationPolicies.CUSTOM))
            .map(CancellationFeesTests::policy);
        Arbitrary<List<Integer>> percents = Arbitraries.integers().between(0, 100).list().ofMaxSize(6);
        Arbitrary<List<Integer>> days = Arbitraries.integers()
            .between(2, 40)
            .set()
            .ofSize(5)
            .map((set) -> Stream.concat(Stream.of(1), set.stream().sorted()).toList());
        Arbitrary<CancellationPolicy> own = Combinators
            .combine(percents, days, Arbitraries.integers().between(0, 14), Arbitraries.integers().between(0, 14),
                    Arbitraries.of(true, false).tuple2(), Arbitraries.of(true, false),
                    Arbitraries.of(BookingFeeRule.values()))
            .as((fees, from, free, wins, yes, showDay, rule) -> {
                List<Integer> falling = fees.stream().sorted(Comparator.reverseOrder()).toList();
                List<Tier> tiers = IntStream.range(0, falling.size())
                    .mapToObj((index) -> new Tier(from.get(index), new Percent(falling.get(index), null)))
                    .toList();
                return new CancellationPolicy(free, yes.get1(), wins, yes.get2(), tiers, showDay ? 100 : null,
                        showDay ? null : LocalTime.of(15, 0), rule);
            });
        return Arbitraries.oneOf(readyMade, own);
    }

    @Provide
    Arbitrary<List<SeatPaid>> seats() {
        Arbitrary<Money> tickets = Arbitraries.longs().between(0, 10_000_000).map(Money::won);
        Arbitrary<Money> fees = Arbitraries.longs().between(0, 10_000).map(Money::won);
        return Combinators.combine(Arbitraries.longs().between(1, 1_000), tickets, fees)
            .as((seat, ticket, fee) -> new SeatPaid(new SeatId(seat), ticket, fee))
            .list()
            .ofMinSize(1)
            .ofMaxSize(8);
    }

    private static CancellationPolicy policy(String name) {
        return CancellationPolicies.readyMade(name).orElseThrow();
    }

    private static List<SeatPaid> seats(long price) {
        return List.of(new SeatPaid(new SeatId(1), Money.won(price), Money.won(1_000)));
    }

    private static Instant at(String seoul) {
        return LocalDateTime.parse(seoul).atZone(Formats.SEOUL).toInstant();
    }

}
