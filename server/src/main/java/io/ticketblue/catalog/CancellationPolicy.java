package io.ticketblue.catalog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.ticketblue.shared.Formats;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer who cancels has to pay, and until when it is possible. Days are calendar
 * days in Korea: a round at 00:30 is on the day that has just begun, and "the day before"
 * ends half an hour before it. The page, the quote and the charge are all made from this
 * record.
 * <p>
 * How the fee of a ticket is found, the first that holds: on the day of the round the
 * show-day rule alone; within 24 hours of booking and three or more days ahead nothing,
 * if the policy says so; on the day of booking nothing, if the policy says so; within the
 * free days nothing, unless the round is within {@code dateWinsWithinDays} days; else the
 * tier of the days that are left.
 *
 * @param freeDays how many days after the day of booking cancelling is free, 0 to 365;
 * with 7, a booking of the 1st is free until the end of the 8th
 * @param freeOnBookingDay whether cancelling is free until the end of the day of booking,
 * however near the round is, but for the day of the round itself
 * @param dateWinsWithinDays how many days before the round the free days no longer count,
 * 0 to 365, that day included
 * @param fullRefundWithinADay whether everything goes back, the booking fee too, within
 * 24 hours of booking while the round is at least three days ahead
 * @param tiers the fees by days before the round, the nearest first; none means that
 * nothing is taken before the day of the round. The first begins one day before the
 * round, the last holds for all days further ahead
 * @param showDayPercent percent of the ticket's price that are taken on the day of the
 * round, until it starts; null when it cannot be cancelled on that day
 * @param dayBeforeUntil until what time of the day before the round cancelling is
 * possible, in whole minutes; null for the start of the round with a show-day rule, for
 * the end of the day before without one
 * @param bookingFee whether the booking fee goes back
 */
public record CancellationPolicy(int freeDays, boolean freeOnBookingDay, int dateWinsWithinDays,
        boolean fullRefundWithinADay, List<Tier> tiers, @Nullable Integer showDayPercent,
        @Nullable LocalTime dayBeforeUntil, BookingFeeRule bookingFee) {

    /**
     * How many days a round has to be ahead for the full refund within 24 hours. Consumer
     * guideline for performances (소비자분쟁해결기준, 공연업).
     */
    public static final int DAYS_AHEAD_FOR_FULL_REFUND = 3;

    /** What a fee or its cap may be at most, in won: the highest price there is. */
    public static final long MOST_WON = 10_000_000;

    private static final int MOST_DAYS = 365;

    private static final int MOST_TIERS = 20;

    private static final int WHOLE = 100;

    private static final String RANGE = "catalog.field.out-of-range";

    /**
     * Checks the policy.
     * @throws InvalidRequest naming every field that is wrong, such as
     * {@code tiers[1].percent}
     */
    public CancellationPolicy {
        tiers = List.copyOf(tiers);
        dayBeforeUntil = (dayBeforeUntil != null) ? dayBeforeUntil.truncatedTo(ChronoUnit.MINUTES) : null;
        List<InvalidRequest.Field> wrong = new ArrayList<>();
        range(wrong, "freeDays", freeDays, 0, MOST_DAYS);
        range(wrong, "dateWinsWithinDays", dateWinsWithinDays, 0, MOST_DAYS);
        range(wrong, "tiers", tiers.size(), 0, MOST_TIERS);
        checkTiers(wrong, tiers);
        if (showDayPercent != null) {
            range(wrong, "showDayPercent", showDayPercent, 0, WHOLE);
            if (dayBeforeUntil != null) {
                wrong.add(new InvalidRequest.Field("dayBeforeUntil", "catalog.cancellation.cut-off-and-show-day",
                        List.of()));
            }
        }
        if (!wrong.isEmpty()) {
            throw new InvalidRequest(wrong);
        }
    }

    private static void checkTiers(List<InvalidRequest.Field> wrong, List<Tier> tiers) {
        for (int index = 0; index < tiers.size() && index < MOST_TIERS; index++) {
            Tier tier = tiers.get(index);
            String path = "tiers[" + index + "].";
            range(wrong, path + "daysBefore", tier.daysBefore(), 1, MOST_DAYS);
            if (index == 0 && tier.daysBefore() > 1) {
                wrong.add(new InvalidRequest.Field(path + "daysBefore", "catalog.cancellation.first-tier", List.of()));
            }
            if (index > 0 && tier.daysBefore() == tiers.get(index - 1).daysBefore()) {
                wrong.add(new InvalidRequest.Field(path + "daysBefore", "catalog.cancellation.tiers-overlap",
                        List.of(tier.daysBefore())));
            }
            if (index > 0 && tier.daysBefore() < tiers.get(index - 1).daysBefore()) {
                wrong.add(new InvalidRequest.Field(path + "daysBefore", "catalog.cancellation.tiers-ascending",
                        List.of(tiers.get(index - 1).daysBefore())));
            }
            switch (tier.fee()) {
                case Flat flat -> {
                    range(wrong, path + "won", flat.won().won(), 0, MOST_WON);
                    range(wrong, path + "capPercent", (flat.capPercent() != null) ? flat.capPercent() : 0, 0, WHOLE);
                }
                case Percent percent -> {
                    range(wrong, path + "percent", percent.percent(), 0, WHOLE);
                    range(wrong, path + "capWon", (percent.cap() != null) ? percent.cap().won() : 0, 0, MOST_WON);
                }
            }
        }
    }

    private static void range(List<InvalidRequest.Field> wrong, String field, long value, long min, long max) {
        if (value < min || value > max) {
            wrong.add(new InvalidRequest.Field(field, RANGE, List.of(min, max)));
        }
    }

    /**
     * Until when a booking of a round can be cancelled by its buyer; from this time on it
     * cannot.
     * @param start when the round starts
     * @return the start of the round, or a time before it
     */
    public Instant cancellableUntil(Instant start) {
        if (this.showDayPercent != null) {
            return start;
        }
        LocalDate day = Formats.day(start);
        ZonedDateTime end = (this.dayBeforeUntil != null)
                ? day.minusDays(1).atTime(this.dayBeforeUntil).atZone(Formats.SEOUL) : day.atStartOfDay(Formats.SEOUL);
        return end.toInstant();
    }

    /**
     * The tier that holds a number of days before the round.
     * @param days calendar days until the day of the round, 1 or more
     * @return the tier; empty when the policy has none, which means that nothing is taken
     */
    public Optional<Tier> tier(long days) {
        return this.tiers.reversed().stream().filter((tier) -> tier.daysBefore() <= days).findFirst();
    }

    /**
     * A fee that holds from a number of days before the round back to where the next tier
     * begins.
     *
     * @param daysBefore the last day on which it holds, in days before the round, 1 to
     * 365
     * @param fee what is taken for each ticket
     */
    public record Tier(int daysBefore, Fee fee) {
    }

    /** What is taken for a ticket; never more than was paid for it. */
    public sealed interface Fee permits Flat, Percent {

        /**
         * The fee of a ticket. Shares of a price are rounded down to the won: a policy
         * promises to take no more than its percentage, and half a won cannot be paid.
         * @param ticket what was paid for the ticket, discounts taken off
         * @return 0 to the ticket's price
         */
        Money of(Money ticket);

    }

    /**
     * The same for every ticket.
     *
     * @param won how much, up to 10,000,000 won
     * @param capPercent at most this share of the ticket's price, 0 to 100; null for no
     * limit but the price
     */
    public record Flat(Money won, @Nullable Integer capPercent) implements Fee {

        @Override
        public Money of(Money ticket) {
            long most = (this.capPercent != null) ? share(ticket, this.capPercent).won() : ticket.won();
            return Money.won(Math.min(this.won.won(), most));
        }

    }

    /**
     * A share of the ticket's price.
     *
     * @param percent 0 to 100
     * @param cap at most this much; null for no limit
     */
    public record Percent(int percent, @Nullable Money cap) implements Fee {

        @Override
        public Money of(Money ticket) {
            Money share = share(ticket, this.percent);
            return (this.cap != null && this.cap.compareTo(share) < 0) ? this.cap : share;
        }

    }

    private static Money share(Money ticket, int percent) {
        return Money.won(ticket.times(percent).won() / WHOLE);
    }

    /** Whether the booking fee goes back to a buyer who cancels. */
    public enum BookingFeeRule {

        /** It goes back until the end of the day of booking. */
        UNTIL_MIDNIGHT,

        /** It always goes back. */
        ALWAYS,

        /** It never goes back, but where everything does. */
        NEVER

    }

}
