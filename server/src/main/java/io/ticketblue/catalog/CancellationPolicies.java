package io.ticketblue.catalog;

import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.ticketblue.catalog.CancellationPolicy.BookingFeeRule;
import io.ticketblue.catalog.CancellationPolicy.Flat;
import io.ticketblue.catalog.CancellationPolicy.Percent;
import io.ticketblue.catalog.CancellationPolicy.Tier;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * The ready-made cancellation policies. The percentages are those of the consumer
 * guideline for performances (소비자분쟁해결기준, 공연업: nothing up to 10 days before, 10 % up to 7,
 * 20 % up to 3, 30 % up to 1 day before, 90 % on the day before the start; everything
 * back within 24 hours of booking when it is at least 3 days ahead) and the terms that
 * the large Korean ticket sites publish. A performance keeps a copy, so that a change of
 * these never changes what was sold.
 */
public final class CancellationPolicies {

    /**
     * The usual one: the guideline's fees, and cancelling on the day of booking is free.
     */
    public static final String STANDARD = "standard";

    /** The same, but nothing can be cancelled on the day of the round. */
    public static final String NONE_ON_DAY = "none-on-day";

    /** The guideline and no more. */
    public static final String CONSUMER_GUIDELINE = "consumer-guideline";

    /** What the large sites do for concerts and musicals. */
    public static final String LARGE_SITES_CONCERT = "large-sites-concert";

    /** The same, but until the start, for 90 % on the day. */
    public static final String LARGE_SITES_CONCERT_SHOW_DAY = "large-sites-concert-show-day";

    /** What the large sites do for plays. */
    public static final String LARGE_SITES_PLAY = "large-sites-play";

    /** The same, but until the start, for 90 % on the day. */
    public static final String LARGE_SITES_PLAY_SHOW_DAY = "large-sites-play-show-day";

    /** The performance's own tiers. */
    public static final String CUSTOM = "custom";

    private static final int SHOW_DAY_PERCENT = 90;

    private static final LocalTime USUAL_CUT_OFF = LocalTime.of(17, 0);

    private static final Map<String, CancellationPolicy> READY_MADE = readyMade();

    private CancellationPolicies() {
    }

    /**
     * The names a performance's policy can have.
     * @return the ready-made ones, the usual one first, and {@code custom} at the end
     */
    public static List<String> names() {
        return List.of(STANDARD, NONE_ON_DAY, CONSUMER_GUIDELINE, LARGE_SITES_CONCERT, LARGE_SITES_CONCERT_SHOW_DAY,
                LARGE_SITES_PLAY, LARGE_SITES_PLAY_SHOW_DAY, CUSTOM);
    }

    /**
     * A ready-made policy.
     * @param name its name
     * @return the policy, if there is one of that name
     */
    public static Optional<CancellationPolicy> readyMade(String name) {
        return Optional.ofNullable(READY_MADE.get(name));
    }

    private static Map<String, CancellationPolicy> readyMade() {
        Map<String, CancellationPolicy> policies = new LinkedHashMap<>();
        List<Tier> guideline = tiers(new Percent(0, null));
        policies.put(STANDARD, new CancellationPolicy(0, true, 0, true, guideline, SHOW_DAY_PERCENT, null,
                BookingFeeRule.UNTIL_MIDNIGHT));
        policies.put(NONE_ON_DAY,
                new CancellationPolicy(0, true, 0, true, guideline, null, null, BookingFeeRule.UNTIL_MIDNIGHT));
        policies.put(CONSUMER_GUIDELINE,
                new CancellationPolicy(0, false, 0, true, guideline, SHOW_DAY_PERCENT, null, BookingFeeRule.ALWAYS));
        policies.put(LARGE_SITES_CONCERT, largeSites(4_000, null, USUAL_CUT_OFF));
        policies.put(LARGE_SITES_CONCERT_SHOW_DAY, largeSites(4_000, SHOW_DAY_PERCENT, null));
        policies.put(LARGE_SITES_PLAY, largeSites(2_000, null, USUAL_CUT_OFF));
        policies.put(LARGE_SITES_PLAY_SHOW_DAY, largeSites(2_000, SHOW_DAY_PERCENT, null));
        return policies;
    }

    private static CancellationPolicy largeSites(long won, @Nullable Integer showDayPercent,
            @Nullable LocalTime dayBeforeUntil) {
        return new CancellationPolicy(7, true, 10, false, tiers(new Flat(Money.won(won), 10)), showDayPercent,
                dayBeforeUntil, BookingFeeRule.UNTIL_MIDNIGHT);
    }

    private static List<Tier> tiers(CancellationPolicy.Fee tenDaysBefore) {
        return List.of(new Tier(1, new Percent(30, null)), new Tier(3, new Percent(20, null)),
                new Tier(7, new Percent(10, null)), new Tier(10, tenDaysBefore));
    }

}
