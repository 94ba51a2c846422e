package io.ticketblue.catalog;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import io.ticketblue.catalog.CancellationPolicy.Fee;
import io.ticketblue.catalog.CancellationPolicy.Flat;
import io.ticketblue.catalog.CancellationPolicy.Percent;
import io.ticketblue.catalog.CancellationPolicy.Tier;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Says a cancellation policy in the reader's language. It is made from the record that
 * the fees are reckoned from, so that nobody reads anything but what will be charged.
 */
@Component
public class CancellationTexts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final MessageSource messages;

    private final Formats formats;

    CancellationTexts(MessageSource messages, Formats formats) {
        this.messages = messages;
        this.formats = formats;
    }

    /**
     * Says a policy.
     * @param policy which
     * @param bookingFee what is added for each seat; nothing is said of it when there is
     * none
     * @return the words
     */
    public CancellationWords of(CancellationPolicy policy, Money bookingFee) {
        return new CancellationWords(fees(policy), notes(policy, bookingFee));
    }

    private List<CancellationWords.Line> fees(CancellationPolicy policy) {
        List<CancellationWords.Line> lines = new ArrayList<>();
        if (policy.freeDays() > 0) {
            lines.add(new CancellationWords.Line(text("free-days", policy.freeDays()), text("nothing")));
        }
        List<Tier> tiers = policy.tiers();
        for (int index = tiers.size() - 1; index >= 0; index--) {
            int last = tiers.get(index).daysBefore();
            String when = (index == tiers.size() - 1) ? text((last == 1) ? "until-day-before" : "until-days", last)
                    : between(tiers.get(index + 1).daysBefore() - 1, last);
            lines.add(new CancellationWords.Line(when, fee(tiers.get(index).fee())));
        }
        if (tiers.isEmpty()) {
            lines.add(new CancellationWords.Line(text("until-day-before"), text("nothing")));
        }
        Integer showDay = policy.showDayPercent();
        lines.add((showDay != null)
                ? new CancellationWords.Line(text("show-day-until-start"), fee(new Percent(showDay, null)))
                : new CancellationWords.Line(text("show-day"), text("impossible")));
        return lines;
    }

    private String between(int first, int last) {
        if (first == last) {
            return (first == 1) ? text("day-before") : text("days-before", first);
        }
        return text("days-between", first, last);
    }

    private String fee(Fee fee) {
        return switch (fee) {
            case Flat flat when flat.won().isZero() -> text("nothing");
            case Percent percent when percent.percent() == 0 -> text("nothing");
            case Flat flat ->
                (flat.capPercent() != null) ? text("won-capped", this.formats.money(flat.won()), flat.capPercent())
                        : this.formats.money(flat.won());
            case Percent percent ->
                (percent.cap() != null) ? text("percent-capped", percent.percent(), this.formats.money(percent.cap()))
                        : text("percent", percent.percent());
        };
    }

    private List<String> notes(CancellationPolicy policy, Money bookingFee) {
        List<String> notes = new ArrayList<>();
        if (policy.dayBeforeUntil() != null) {
            notes.add(text("until-time", TIME.format(policy.dayBeforeUntil())));
        }
        else {
            notes.add(text((policy.showDayPercent() != null) ? "until-start" : "until-midnight"));
        }
        if (policy.freeOnBookingDay()) {
            notes.add(text("booking-day"));
        }
        if (policy.fullRefundWithinADay()) {
            notes.add(text("within-a-day", CancellationPolicy.DAYS_AHEAD_FOR_FULL_REFUND));
        }
        if (policy.freeDays() > 0 && policy.dateWinsWithinDays() > 0) {
            notes.add(text("date-wins", policy.dateWinsWithinDays()));
        }
        if (!bookingFee.isZero()) {
            notes.add(text(switch (policy.bookingFee()) {
                case UNTIL_MIDNIGHT -> "fee-until-midnight";
                case ALWAYS -> "fee-always";
                case NEVER -> "fee-never";
            }));
        }
        return notes;
    }

    private String text(String key, Object... arguments) {
        return this.messages.getMessage("catalog.cancellation." + key, arguments, LocaleContextHolder.getLocale());
    }

}
