package io.ticketblue.booking.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.ticketblue.booking.internal.CancellationFees.SeatFee;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What giving seats back costs after staff sent a part of the money back by hand. */
class HandRefundsTests {

    @Test
    void countForTheDearestSeatFirst() {
        List<SeatPaid> live = List.of(paid(1, 2_000, 1_001), paid(2, 150_007, 1_001));
        assertThat(HandRefunds.parts(live, new Money(154_009 - 150_000)))
            .isEqualTo(Map.of(new SeatId(2), new Money(150_000)));
        assertThat(HandRefunds.parts(live, new Money(154_009))).isEmpty();
        assertThat(HandRefunds.parts(live, Money.ZERO))
            .isEqualTo(Map.of(new SeatId(1), new Money(3_001), new SeatId(2), new Money(151_008)));
    }

    @Test
    void leaveTheBookingFeeToBeKeptBeforeTheCancellationFee() {
        CancellationFees fees = new CancellationFees(
                List.of(new SeatFee(new SeatId(1), new Money(11_000), Money.ZERO, new Money(3_000), new Money(1_000))),
                "days-before-2", Instant.EPOCH);
        CancellationFees after = fees.after(Map.of(new SeatId(1), new Money(9_500)));
        assertThat(after.bookingFee()).isEqualTo(new Money(1_000));
        assertThat(after.cancellationFee()).isEqualTo(new Money(500));
        assertThat(after.refund()).isEqualTo(Money.ZERO);
        assertThat(after.returned()).isEqualTo(new Money(9_500));
    }

    /** In any parts, in any order: the sums are the same, and nothing is left. */
    @Property
    void costTheSameTogetherAndInParts(@ForAll("seats") List<SeatFee> seats,
            @ForAll @LongRange(min = 0, max = 100) long percentByHand, @ForAll Random random) {
        Money whole = sum(seats.stream().map(SeatFee::paid).toList());
        Money left = whole.minus(new Money(whole.won() * percentByHand / 100));
        Totals together = giveBack(seats, left, List.of(seats));
        assertThat(together.refund().plus(together.fee())).isEqualTo(left);
        assertThat(giveBack(seats, left, parts(seats, random))).isEqualTo(together);
        assertThat(giveBack(seats, left, seats.stream().map(List::of).toList())).isEqualTo(together);
    }

    @Provide
    Arbitrary<List<SeatFee>> seats() {
        Arbitrary<Long> price = Arbitraries.longs().between(0, 300_000);
        Arbitrary<Integer> percent = Arbitraries.integers().between(0, 100);
        Arbitrary<Long> bookingFee = Arbitraries.of(0L, 1_001L, 2_000L);
        Arbitrary<Boolean> kept = Arbitraries.of(true, false);
        return Combinators.combine(price.list().ofMinSize(1).ofMaxSize(8), percent, bookingFee, kept)
            .as((prices, share, fee, keeps) -> {
                List<SeatFee> seats = new ArrayList<>();
                for (int index = 0; index < prices.size(); index++) {
                    long ticket = prices.get(index);
                    seats.add(new SeatFee(new SeatId(index + 1L), new Money(ticket + fee), Money.ZERO,
                            new Money(ticket * share / 100), keeps ? new Money(fee) : Money.ZERO));
                }
                return seats;
            });
    }

    private static List<List<SeatFee>> parts(List<SeatFee> seats, Random random) {
        List<SeatFee> shuffled = new ArrayList<>(seats);
        Collections.shuffle(shuffled, random);
        List<List<SeatFee>> parts = new ArrayList<>();
        for (int from = 0; from < shuffled.size();) {
            int to = from + 1 + random.nextInt(shuffled.size() - from);
            parts.add(shuffled.subList(from, to));
            from = to;
        }
        return parts;
    }

    /** As the cancellations do it, one part after the other. */
    private static Totals giveBack(List<SeatFee> seats, Money left, List<List<SeatFee>> parts) {
        Set<SeatFee> live = new HashSet<>(seats);
        Totals totals = new Totals(Money.ZERO, Money.ZERO, Money.ZERO);
        Money rest = left;
        for (List<SeatFee> part : parts) {
            List<SeatPaid> paid = live.stream()
                .map((seat) -> new SeatPaid(seat.seat(), seat.paid(), Money.ZERO))
                .toList();
            CancellationFees fees = new CancellationFees(part, "any", Instant.EPOCH)
                .after(HandRefunds.parts(paid, rest));
            totals = new Totals(totals.refund().plus(fees.refund()),
                    totals.cancellationFee().plus(fees.cancellationFee()), totals.bookingFee().plus(fees.bookingFee()));
            rest = rest.minus(fees.refund()).minus(fees.fee());
            live.removeAll(part);
        }
        assertThat(rest).isEqualTo(Money.ZERO);
        return totals;
    }

    private static Money sum(Collection<Money> amounts) {
        return amounts.stream().reduce(Money.ZERO, Money::plus);
    }

    private static SeatPaid paid(long seat, long ticket, long bookingFee) {
        return new SeatPaid(new SeatId(seat), new Money(ticket), new Money(bookingFee));
    }

    private record Totals(Money refund, Money cancellationFee, Money bookingFee) {

        Money fee() {
            return this.cancellationFee.plus(this.bookingFee);
        }

    }

}
