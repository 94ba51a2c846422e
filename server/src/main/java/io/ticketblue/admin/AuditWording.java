package io.ticketblue.admin;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.ticketblue.shared.AuditEntry;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Translates entries of the audit trail for readers. The trail keeps stable English
 * names; their labels are messages: {@code admin.audit.did.<action>},
 * {@code admin.audit.kind.<subject>}, {@code admin.audit.field.<name>} and
 * {@code admin.audit.value.<CODE>}. A name without a label is shown as it is.
 */
@Component
class AuditWording {

    /** Fields that hold whole won. */
    private static final Set<String> MONEY = Set.of("price", "bookingFee", "refund", "refundable", "amount", "fee",
            "compensation", "maxDiscount", "minAmount", "maxAmount", "theirs", "ours", "won", "capWon", "paid");

    /**
     * Fields that hold a number of things or days, and no number that names something.
     */
    private static final Set<String> COUNTS = Set.of("value", "quantity", "issued", "validDays", "capacity",
            "durationMinutes", "turnaroundMinutes", "maxPerPerson", "freeDays", "daysBefore", "reports", "found");

    /** Codes that other pages already have labels for, by field. */
    private static final Map<String, String> LABELLED_ELSEWHERE = Map.of("cancellationPolicy",
            "catalog.cancellation-policy.", "bookingFee", "admin.cancellation.booking-fee.", "deed",
            "admin.DifferenceDeed.", "kind", "admin.DifferenceKind.", "state", "admin.DifferenceState.", "category",
            "category.");

    private static final Pattern SEGMENT = Pattern.compile("([^.\\[]+)(?:\\[(\\d+)\\])?");

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}");

    private static final Pattern CODE_OF_BOOKING = Pattern.compile("[A-Z0-9-]{4,20}");

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:.*(Z|[+-]\\d{2}:\\d{2})");

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z_]+|true|false");

    private final MessageSource messages;

    private final Formats formats;

    AuditWording(MessageSource messages, Formats formats) {
        this.messages = messages;
        this.formats = formats;
    }

    /** What was done. */
    public String action(String action) {
        return label("did", action);
    }

    /** Kind and number, such as {@code 쿠폰 12}. */
    public String subject(String subject) {
        int blank = subject.indexOf(' ');
        return (blank < 0) ? kind(subject) : kind(subject.substring(0, blank)) + subject.substring(blank);
    }

    /** A kind of subject, such as {@code coupon}. */
    public String kind(String kind) {
        return label("kind", kind);
    }

    /** The page of the subject, null if it has none. */
    public @Nullable String page(String subject) {
        String[] parts = subject.split(" ", 2);
        if (parts.length == 2 && parts[0].equals("reservation") && CODE_OF_BOOKING.matcher(parts[1]).matches()) {
            return "/admin/bookings?q=" + parts[1];
        }
        if (parts.length < 2 || !NUMBER.matcher(parts[1]).matches()) {
            return null;
        }
        return switch (parts[0]) {
            case "performance" -> "/admin/performances/" + parts[1];
            case "venue" -> "/admin/venues/" + parts[1];
            case "performer" -> "/admin/performers/" + parts[1];
            case "coupon" -> "/admin/coupons/" + parts[1];
            case "review" -> "/admin/reviews/" + parts[1];
            case "payment" -> "/admin/payments/" + parts[1];
            case "round" -> "/admin/rounds/" + parts[1] + "/bookings";
            default -> null;
        };
    }

    /** The name of a field with its path: {@code 등급 2 › 가격}. */
    public String field(AuditEntry.Change change) {
        List<String> labels = new ArrayList<>();
        Matcher segment = SEGMENT.matcher(change.field());
        while (segment.find()) {
            String label = label("field", segment.group(1));
            labels.add((segment.group(2) != null) ? label + " " + (Integer.parseInt(segment.group(2)) + 1) : label);
        }
        return String.join(" › ", labels);
    }

    /** The value of a field as people read it. */
    public String value(AuditEntry.Change change, @Nullable String value) {
        if (value == null) {
            return "–";
        }
        String name = change.field().substring(change.field().lastIndexOf('.') + 1);
        if (NUMBER.matcher(value).matches()) {
            return MONEY.contains(name) ? this.formats.money(Money.won(Long.parseLong(value)))
                    : COUNTS.contains(name) ? this.formats.count(Long.parseLong(value)) : value;
        }
        try {
            if (INSTANT.matcher(value).matches()) {
                return this.formats.dateTime(OffsetDateTime.parse(value).toInstant());
            }
            if (DAY.matcher(value).matches()) {
                return this.formats.date(LocalDate.parse(value));
            }
        }
        catch (DateTimeException ex) {
            // Text that only looks like a time is shown as it was typed.
            return value;
        }
        String labels = LABELLED_ELSEWHERE.get(name);
        if (labels != null) {
            return message(labels + value, value);
        }
        return CODE.matcher(value).matches() ? label("value", value) : value;
    }

    private String label(String what, String name) {
        return message("admin.audit." + what + "." + name, name);
    }

    private String message(String key, String otherwise) {
        String message = this.messages.getMessage(key, null, "", LocaleContextHolder.getLocale());
        return (message == null || message.isEmpty()) ? otherwise : message;
    }

}
