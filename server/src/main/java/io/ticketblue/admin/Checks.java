package io.ticketblue.admin;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

import io.ticketblue.shared.Formats;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.TypedText;
import io.ticketblue.shared.Years;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was typed into values and remembers everything that cannot be turned. A
 * value that could not be read is a harmless one; {@link #done()} must be asked before
 * any of them is used.
 */
public final class Checks {

    /** Nothing was chosen from a list. */
    static final String CHOOSE = "admin.check.choose";

    private final List<InvalidRequest.Field> wrong = new ArrayList<>();

    /** A text that must not be empty. */
    String required(String field, String text) {
        if (text.isEmpty()) {
            wrong(field, "admin.check.required");
        }
        return text;
    }

    /** A text of one to so many characters, all of which can be seen. */
    String text(String field, String typed, int most) {
        String text = required(field, TypedText.of(typed));
        if (text.length() > most) {
            wrong(field, "admin.check.too-long", most);
        }
        if (text.codePoints().anyMatch(TypedText::isUnprintable)) {
            wrong(field, "request.unprintable");
        }
        return text;
    }

    /** A whole number in a range. */
    int number(String field, String text, int min, int max) {
        try {
            int number = Integer.parseInt(text.replace(",", ""));
            if (number >= min && number <= max) {
                return number;
            }
        }
        catch (NumberFormatException ex) {
            // Said below, in the same words as for a number out of range.
        }
        wrong(field, text.isEmpty() ? "admin.check.required" : "admin.check.number", min, max);
        return min;
    }

    /** A whole number in a range, or null if nothing was typed. */
    @Nullable Integer optionalNumber(String field, String text, int min, int max) {
        return text.isEmpty() ? null : number(field, text, min, max);
    }

    /** Whole won; commas and the word for the currency may be typed along. */
    public Money money(String field, String text) {
        String digits = digitsOfMoney(text);
        if (digits.matches("\\d{1,9}")) {
            return Money.won(Long.parseLong(digits));
        }
        wrong(field, text.isEmpty() ? "admin.check.required" : "admin.check.money");
        return Money.ZERO;
    }

    /** An amount without what may be typed along. */
    static String digitsOfMoney(String text) {
        return text.replaceAll("[,\\s원₩]", "");
    }

    /** A day. */
    LocalDate day(String field, String text) {
        LocalDate day = optionalDay(field, text);
        if (day == null && text.isEmpty()) {
            wrong(field, "admin.check.required");
        }
        return (day != null) ? day : LocalDate.EPOCH;
    }

    /** A day, or null if nothing was typed. */
    public @Nullable LocalDate optionalDay(String field, String text) {
        try {
            return text.isEmpty() ? null : Years.day(text);
        }
        catch (DateTimeException ex) {
            wrong(field, "admin.check.day");
            return null;
        }
    }

    /** A day and time in Korea. */
    Instant time(String field, String text) {
        Instant time = optionalTime(field, text);
        if (time == null && text.isEmpty()) {
            wrong(field, "admin.check.required");
        }
        return (time != null) ? time : Instant.EPOCH;
    }

    /** A day and time in Korea, or null if nothing was typed. */
    @Nullable Instant optionalTime(String field, String text) {
        try {
            if (text.isEmpty()) {
                return null;
            }
            LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
            Years.require(time.getYear());
            return time.atZone(Formats.SEOUL).toInstant();
        }
        catch (DateTimeException ex) {
            wrong(field, "admin.check.time");
            return null;
        }
    }

    /** Times of the day divided by commas or blanks, at least one. */
    List<LocalTime> timesOfDay(String field, String text) {
        required(field, text);
        List<LocalTime> times = new ArrayList<>();
        for (String part : words(text)) {
            try {
                times.add(LocalTime.parse((part.length() == 4) ? "0" + part : part));
            }
            catch (DateTimeException ex) {
                wrong(field, "admin.check.times-of-day", part);
            }
        }
        return times.stream().distinct().sorted().toList();
    }

    /** Days of the week by their English names. */
    List<DayOfWeek> weekdays(String field, List<String> names) {
        List<DayOfWeek> days = choices(DayOfWeek.class, field, names);
        if (names.isEmpty()) {
            wrong(field, "admin.check.weekdays");
        }
        return days;
    }

    /** One of the constants, by its name. */
    public <E extends Enum<E>> E choice(Class<E> type, String field, String name) {
        List<E> choices = choices(type, field, List.of(name));
        return choices.isEmpty() ? type.getEnumConstants()[0] : choices.getFirst();
    }

    private <E extends Enum<E>> List<E> choices(Class<E> type, String field, List<String> names) {
        List<E> choices = new ArrayList<>();
        for (String name : names) {
            try {
                choices.add(Enum.valueOf(type, name));
            }
            catch (IllegalArgumentException ex) {
                wrong(field, name.isEmpty() ? CHOOSE : "admin.check.choice");
            }
        }
        return choices;
    }

    /** The parts of a text divided by commas or blanks. */
    static List<String> words(String text) {
        return List.of(text.split("[,\\s]+")).stream().filter((word) -> !word.isEmpty()).toList();
    }

    /** Remembers that a field is wrong. */
    public void wrong(String field, String messageKey, Object... arguments) {
        this.wrong.add(new InvalidRequest.Field(field, messageKey, List.of(arguments)));
    }

    /** Tells whether anything was wrong so far. */
    boolean failed() {
        return !this.wrong.isEmpty();
    }

    /**
     * Ends the reading.
     * @throws InvalidRequest if anything was wrong
     */
    public void done() {
        if (failed()) {
            throw new InvalidRequest(this.wrong);
        }
    }

}
