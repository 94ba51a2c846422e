package io.ticketblue.booking.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.ticketblue.catalog.CancellationPolicy;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;

/**
 * What cancelling some seats of one booking at one moment costs. Each seat is reckoned by
 * itself, so that giving seats back one by one at that moment costs the same as giving
 * them back together.
 *
 * @param seats what each seat costs, in the order given
 * @param reason the rule behind the fee, a stable word: {@code within-24-hours},
 * {@code booking-day}, {@code within-free-days}, {@code days-before-} and the days of the
 * tier, {@code show-day}, {@code waived} where the house cancels, or
 * {@code before-start-free} where the policy takes nothing
 * @param cancellableUntil from when on it cannot be cancelled
 */
record CancellationFees(List<SeatFee> seats, String reason, Instant cancellableUntil) {

    private static final Duration REGRET = Duration.ofHours(24);

    private static final String WITHIN_24_HOURS = "within-24-hours";

    private static final String BOOKING_DAY = "booking-day";

    private static final String WITHIN_FREE_DAYS = "within-free-days";

    private static final String DAYS_BEFORE = "days-before-";

    private static final String SHOW_DAY = "show-day";

    private static final String BEFORE_START_FREE = "before-start-free";

    private static final String WAIVED = "waived";

    /**
     * What cancelling now costs.
     * @param policy the rules of the performance
     * @param start when the round starts
     * @param bookedAt when the booking was confirmed
     * @param now the present
     * @param seats what was paid for each seat that would go back
     * @return the fees; empty when it can no longer be cancelled
     */
    static Optional<CancellationFees> quote(CancellationPolicy policy, Instant start, Instant bookedAt, Instant now,
            List<SeatPaid> seats) {
        Instant until = policy.cancellableUntil(start);
        if (!now.isBefore(until)) {
            return Optional.empty();
        }
        Moment moment = Moment.of(start, bookedAt, now);
        Rule rule = moment.rule(policy);
        boolean feeGoesBack = moment.bookingFeeGoesBack(policy, rule);
        List<SeatFee> fees = seats.stream()
            .map((seat) -> new SeatFee(seat.seat(), seat.whole(), Money.ZERO, rule.fee().apply(seat.ticket()),
                    feeGoesBack ? Money.ZERO : seat.bookingFee()))
            .toList();
        return Optional.of(new CancellationFees(fees, rule.reason(), until));
    }

    /** Everything goes back: it is the house that cancels. */
    static CancellationFees waived(List<SeatPaid> seats, Instant now) {
        return new CancellationFees(seats.stream()
            .map((seat) -> new SeatFee(seat.seat(), seat.whole(), Money.ZERO, Money.ZERO, Money.ZERO))
            .toList(), WAIVED, now);
    }

    /**
     * The same after staff sent back by hand a part of what was paid for the seats: what
     * is back already neither goes back nor is kept.
     * @param returned the part of each seat, at most what was paid for it
     */
    CancellationFees after(Map<SeatId, Money> returned) {
        return new CancellationFees(
                this.seats.stream().map((seat) -> seat.after(returned.getOrDefault(seat.seat(), Money.ZERO))).toList(),
                this.reason, this.cancellableUntil);
    }

    /** The seats, and what is kept for each. */
    Map<SeatId, SeatFee> bySeat() {
        return this.seats.stream().collect(Collectors.toMap(SeatFee::seat, Function.identity()));
    }

    List<SeatId> seatIds() {
        return this.seats.stream().map(SeatFee::seat).toList();
    }

    Money paid() {
        return sum(SeatFee::paid);
    }

    /** What staff sent back of it before. */
    Money returned() {
        return sum(SeatFee::returned);
    }

    Money fee() {
        return sum(SeatFee::fee);
    }

    Money cancellationFee() {
        return sum(SeatFee::cancellationFee);
    }

    Money bookingFee() {
        return sum(SeatFee::bookingFee);
    }

    Money refund() {
        return sum(SeatFee::refund);
    }

    private Money sum(Function<SeatFee, Money> amount) {
        return this.seats.stream().map(amount).reduce(Money.ZERO, Money::plus);
    }

    /**
     * What giving one seat back costs.
     *
     * @param seat which seat
     * @param paid what was paid for it, the booking fee included
     * @param returned what staff sent back of that before
     * @param cancellationFee what is kept of the ticket's price, at most that price
     * @param bookingFee what is kept of the booking fee
     */
    record SeatFee(SeatId seat, Money paid, Money returned, Money cancellationFee, Money bookingFee) {

        Money fee() {
            return this.cancellationFee.plus(this.bookingFee);
        }

        Money refund() {
            return this.paid.minus(this.returned).minus(fee());
        }

        SeatFee after(Money returnedBefore) {
            Money left = this.paid.minus(returnedBefore);
            Money ofBookingFee = this.bookingFee.min(left);
            return new SeatFee(this.seat, this.paid, returnedBefore, this.cancellationFee.min(left.minus(ofBookingFee)),
                    ofBookingFee);
        }

    }

    /**
     * The rule that holds.
     *
     * @param reason its stable word
     * @param fee what it takes of a ticket
     */
    private record Rule(String reason, Function<Money, Money> fee) {

        static Rule free(String reason) {
            return new Rule(reason, (ticket) -> Money.ZERO);
        }

        static Rule of(String reason, CancellationPolicy.Fee fee) {
            return new Rule(reason, fee::of);
        }

    }

    /**
     * Where a moment lies between booking and round.
     *
     * @param sinceBooking calendar days since the day of booking
     * @param ahead calendar days until the day of the round
     * @param withinRegret whether it is less than 24 hours since booking
     */
    private record Moment(long sinceBooking, long ahead, boolean withinRegret) {

        static Moment of(Instant start, Instant bookedAt, Instant now) {
            return new Moment(ChronoUnit.DAYS.between(Formats.day(bookedAt), Formats.day(now)),
                    ChronoUnit.DAYS.between(Formats.day(now), Formats.day(start)), now.isBefore(bookedAt.plus(REGRET)));
        }

        Rule rule(CancellationPolicy policy) {
            Integer showDay = policy.showDayPercent();
            if (this.ahead == 0 && showDay != null) {
                return (showDay == 0) ? Rule.free(BEFORE_START_FREE)
                        : Rule.of(SHOW_DAY, new CancellationPolicy.Percent(showDay, null));
            }
            if (policy.fullRefundWithinADay() && this.withinRegret
                    && this.ahead >= CancellationPolicy.DAYS_AHEAD_FOR_FULL_REFUND) {
                return Rule.free(WITHIN_24_HOURS);
            }
            if (policy.freeOnBookingDay() && this.sinceBooking == 0) {
                return Rule.free(BOOKING_DAY);
            }
            if (policy.freeDays() > 0 && this.sinceBooking <= policy.freeDays()
                    && this.ahead > policy.dateWinsWithinDays()) {
                return Rule.free(WITHIN_FREE_DAYS);
            }
            return policy.tier(this.ahead)
                .map((tier) -> Rule.of(DAYS_BEFORE + tier.daysBefore(), tier.fee()))
                .orElseGet(() -> Rule.free(BEFORE_START_FREE));
        }

        boolean bookingFeeGoesBack(CancellationPolicy policy, Rule rule) {
            return rule.reason().equals(WITHIN_24_HOURS) || switch (policy.bookingFee()) {
                case ALWAYS -> true;
                case NEVER -> false;
                case UNTIL_MIDNIGHT -> this.sinceBooking == 0;
            };
        }

    }

}
