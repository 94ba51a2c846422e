package io.ticketblue.admin;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.ticketblue.catalog.CancellationPolicies;
import io.ticketblue.catalog.CancellationPolicy;
import io.ticketblue.catalog.CancellationPolicy.BookingFeeRule;
import io.ticketblue.catalog.CancellationPolicy.Flat;
import io.ticketblue.catalog.CancellationPolicy.Percent;
import io.ticketblue.catalog.CancellationPolicy.Tier;
import io.ticketblue.shared.InvalidRequest;
import org.jspecify.annotations.Nullable;

/**
 * A cancellation policy as typed. The fees go as the time does, the furthest from the
 * round first; in what order they are typed makes no difference. The fields of own fees
 * count only when {@code custom} is chosen.
 *
 * @param policy the name of the chosen policy
 * @param tiers the lines of own fees
 */
record CancellationForm(String policy, String freeDays, boolean freeOnBookingDay, String dateWinsWithinDays,
        boolean fullRefundWithinADay, List<TierLine> tiers, String showDayPercent, String dayBeforeUntil,
        String bookingFeeRule) {

    private static final Pattern TIER = Pattern.compile("^tiers\\[(\\d+)]\\.(\\w+)$");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private static final int MOST_DAYS = 365;

    private static final int WHOLE = 100;

    /** A fee: until how many days before, percent or won, how much, at most how much. */
    record TierLine(String days, String kind, String amount, String cap) {

        static final String WON = "WON";

        static final String PERCENT = "PERCENT";

        static TierLine of(Typed.Line line) {
            return new TierLine(line.text("tierDays"), line.text("tierKind"), line.text("tierAmount"),
                    line.text("tierCap"));
        }

        static TierLine of(Tier tier) {
            String days = String.valueOf(tier.daysBefore());
            return switch (tier.fee()) {
                case Flat flat -> new TierLine(days, WON, String.valueOf(flat.won().won()),
                        (flat.capPercent() != null) ? String.valueOf(flat.capPercent()) : "");
                case Percent percent -> new TierLine(days, PERCENT, String.valueOf(percent.percent()),
                        (percent.cap() != null) ? String.valueOf(percent.cap().won()) : "");
            };
        }

        boolean blank() {
            return (this.days + this.amount + this.cap).isEmpty();
        }

        private Tier read(String field, Checks checks) {
            int daysBefore = checks.number(field + "days", this.days, 1, MOST_DAYS);
            if (this.kind.equals(WON)) {
                return new Tier(daysBefore, new Flat(checks.money(field + "amount", this.amount),
                        checks.optionalNumber(field + "cap", this.cap, 0, WHOLE)));
            }
            return new Tier(daysBefore, new Percent(checks.number(field + "amount", this.amount, 0, WHOLE),
                    this.cap.isEmpty() ? null : checks.money(field + "cap", this.cap)));
        }
    }

    static CancellationForm empty() {
        return of(CancellationPolicies.STANDARD,
                CancellationPolicies.readyMade(CancellationPolicies.STANDARD).orElseThrow());
    }

    static CancellationForm of(String name, CancellationPolicy policy) {
        return new CancellationForm(name, String.valueOf(policy.freeDays()), policy.freeOnBookingDay(),
                String.valueOf(policy.dateWinsWithinDays()), policy.fullRefundWithinADay(),
                policy.tiers().reversed().stream().map(TierLine::of).toList(),
                (policy.showDayPercent() != null) ? String.valueOf(policy.showDayPercent()) : "",
                (policy.dayBeforeUntil() != null) ? TIME.format(policy.dayBeforeUntil()) : "",
                policy.bookingFee().name());
    }

    static CancellationForm of(Typed typed) {
        return new CancellationForm(typed.text("cancellationPolicy"), typed.text("freeDays"),
                !typed.text("freeOnBookingDay").isEmpty(), typed.text("dateWinsWithinDays"),
                !typed.text("fullRefundWithinADay").isEmpty(),
                typed.lines(TierLine::of, "tierDays", "tierKind", "tierAmount", "tierCap")
                    .stream()
                    .filter((line) -> !line.blank())
                    .toList(),
                typed.text("showDayPercent"), typed.text("dayBeforeUntil"), typed.text("bookingFeeRule"));
    }

    /** Tells whether the fees are the performance's own. */
    public boolean custom() {
        return this.policy.equals(CancellationPolicies.CUSTOM);
    }

    /** The own fees as far as they can be read, null for a ready-made policy. */
    @Nullable CancellationPolicy terms(Checks checks) {
        if (!custom()) {
            return null;
        }
        Checks read = new Checks();
        List<Tier> typed = IntStream.range(0, this.tiers.size())
            .mapToObj((index) -> this.tiers.get(index).read("tiers[" + index + "].", read))
            .toList();
        List<Integer> nearestFirst = IntStream.range(0, typed.size())
            .boxed()
            .sorted(Comparator.comparingInt((index) -> typed.get(index).daysBefore()))
            .toList();
        int free = number("freeDays", this.freeDays, MOST_DAYS, read);
        int wins = number("dateWinsWithinDays", this.dateWinsWithinDays, MOST_DAYS, read);
        Integer showDay = read.optionalNumber("showDayPercent", this.showDayPercent, 0, WHOLE);
        LocalTime until = time(read);
        BookingFeeRule fee = read.choice(BookingFeeRule.class, "bookingFeeRule", this.bookingFeeRule);
        try {
            read.done();
            return new CancellationPolicy(free, this.freeOnBookingDay, wins, this.fullRefundWithinADay,
                    nearestFirst.stream().map(typed::get).toList(), showDay, until, fee);
        }
        catch (InvalidRequest ex) {
            List<String> names = new ArrayList<>();
            for (InvalidRequest.Field wrong : ex.fields()) {
                String name = field(wrong.name(), nearestFirst);
                if (!names.contains(name)) {
                    checks.wrong(name, wrong.messageKey(), wrong.arguments().toArray());
                    names.add(name);
                }
            }
            return null;
        }
    }

    private static int number(String field, String text, int most, Checks checks) {
        return text.isEmpty() ? 0 : checks.number(field, text, 0, most);
    }

    private @Nullable LocalTime time(Checks checks) {
        try {
            return this.dayBeforeUntil.isEmpty() ? null : LocalTime.parse(this.dayBeforeUntil);
        }
        catch (DateTimeParseException ex) {
            checks.wrong("dayBeforeUntil", "admin.check.times-of-day", this.dayBeforeUntil);
            return null;
        }
    }

    /**
     * The field of the form for one of the policy, whose tiers are in their own order.
     */
    private static String field(String name, List<Integer> nearestFirst) {
        Matcher tier = TIER.matcher(name);
        if (!tier.matches()) {
            return name;
        }
        int index = Integer.parseInt(tier.group(1));
        return switch (tier.group(2)) {
            case "daysBefore" -> "tiers[" + nearestFirst.get(index) + "].days";
            case "won", "percent" -> "tiers[" + nearestFirst.get(index) + "].amount";
            case "capWon", "capPercent" -> "tiers[" + nearestFirst.get(index) + "].cap";
            default -> name;
        };
    }

}
