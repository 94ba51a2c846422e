package io.ticketblue.shared;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Money, dates and times as people read them, in Korean time, which English names. The
 * language is that of the request, unless {@link #in} says which. Templates have it as
 * {@code #fmt}; scripts do the same with {@code Intl}.
 */
@Component
public class Formats {

    /** Times of the house are wall-clock times in Korea. */
    public static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private static final DateTimeFormatter KOREAN_DATE = DateTimeFormatter.ofPattern("yyyy. M. d. (E)", Locale.KOREAN);

    private static final DateTimeFormatter ENGLISH_DATE = DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    /** Readers of English may be anywhere; Korean readers need no zone. */
    private static final String ZONE = " KST";

    private final MessageSource messages;

    private final Clock clock;

    private final @Nullable Locale language;

    @Autowired
    Formats(MessageSource messages, Clock clock) {
        this(messages, clock, null);
    }

    private Formats(MessageSource messages, Clock clock, @Nullable Locale language) {
        this.messages = messages;
        this.clock = clock;
        this.language = language;
    }

    /**
     * The same in a given language, for texts that are made outside a request.
     * @param language Korean or English
     * @return formats that do not look at the request
     */
    public Formats in(Locale language) {
        return new Formats(this.messages, this.clock, language);
    }

    /**
     * An amount of money.
     * @param money how much
     * @return {@code 154,000원} or {@code ₩154,000}
     */
    public String money(Money money) {
        String number = String.format(Locale.ROOT, "%,d", money.won());
        return korean() ? number + "원" : "₩" + number;
    }

    /**
     * A count with its thousands divided.
     * @param count how many
     * @return {@code 15,000}
     */
    public String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /**
     * A date and time.
     * @param time when
     * @return {@code 2026. 12. 24. (목) 19:30} or {@code Thu 24 Dec 2026, 19:30 KST}
     */
    public String dateTime(Instant time) {
        String date = date(day(time));
        return date + (korean() ? " " : ", ") + time(time);
    }

    /**
     * A day.
     * @param day which
     * @return {@code 2026. 12. 24. (목)} or {@code Thu 24 Dec 2026}
     */
    public String date(LocalDate day) {
        return (korean() ? KOREAN_DATE : ENGLISH_DATE).format(day);
    }

    /**
     * A time of day.
     * @param time when
     * @return {@code 19:30} or {@code 19:30 KST}
     */
    public String time(Instant time) {
        return TIME.format(time.atZone(SEOUL)) + (korean() ? "" : ZONE);
    }

    /**
     * From one day to another, short.
     * @param from the first
     * @param to the last
     * @return {@code 2026. 12. 24. – 31.} or {@code 24 – 31 Dec 2026}
     */
    public String range(LocalDate from, LocalDate to) {
        boolean sameYear = from.getYear() == to.getYear();
        boolean sameMonth = sameYear && from.getMonth() == to.getMonth();
        if (from.equals(to)) {
            return date(from);
        }
        if (korean()) {
            String end = sameMonth ? pattern("d.", to) : pattern(sameYear ? "M. d." : "yyyy. M. d.", to);
            return pattern("yyyy. M. d.", from) + " – " + end;
        }
        return pattern(sameMonth ? "d" : (sameYear ? "d MMM" : "d MMM yyyy"), from) + " – " + pattern("d MMM yyyy", to);
    }

    /**
     * A month.
     * @param day a day of it
     * @return {@code 2026년 12월} or {@code December 2026}
     */
    public String month(LocalDate day) {
        return pattern(korean() ? "yyyy년 M월" : "MMMM yyyy", day);
    }

    /**
     * The names of the days of the week, Sunday first.
     * @param sunday any Sunday
     * @param index 0 to 6
     * @return the short name
     */
    public String weekday(LocalDate sunday, int index) {
        return sunday.plusDays(index).getDayOfWeek().getDisplayName(TextStyle.SHORT, language());
    }

    /**
     * How long until then, in the largest unit that says enough.
     * @param time a time to come
     * @return such as {@code 2일 뒤} or {@code in 2 days}
     */
    public String until(Instant time) {
        Duration left = Duration.between(this.clock.instant(), time);
        long days = ChronoUnit.DAYS.between(today(), day(time));
        if (days > 0) {
            return message("format.in-days", days);
        }
        long hours = Math.max(0, left.toHours());
        return (hours > 0) ? message("format.in-hours", hours)
                : message("format.in-minutes", Math.max(1, left.toMinutes()));
    }

    /**
     * A length of time.
     * @param minutes whole minutes
     * @return such as {@code 2시간 30분} or {@code 2 h 30 min}
     */
    public String minutes(int minutes) {
        if (minutes < 60) {
            return message("format.minutes", minutes);
        }
        return (minutes % 60 == 0) ? message("format.hours", minutes / 60)
                : message("format.hours-minutes", minutes / 60, minutes % 60);
    }

    /**
     * The letter that stands for a grade beside its colour: its first letter, or its
     * place when the name begins with none.
     * @param grade the name of the grade
     * @param index its place in the price list from 0
     * @return one character
     */
    public String letter(String grade, int index) {
        return grade.isEmpty() ? Integer.toString(index + 1) : grade.substring(0, grade.offsetByCodePoints(0, 1));
    }

    /**
     * The paragraphs of a text.
     * @param text paragraphs divided by empty lines
     * @return those with something in them
     */
    public List<String> paragraphs(String text) {
        return text.lines()
            .collect(Collectors.joining("\n"))
            .transform((lines) -> Arrays.stream(lines.split("\n\\s*\n")))
            .map(String::strip)
            .filter((paragraph) -> !paragraph.isEmpty())
            .toList();
    }

    /**
     * The present day in Korea.
     * @return today
     */
    public LocalDate today() {
        return day(this.clock.instant());
    }

    /**
     * The day of a time in Korea.
     * @param time when
     * @return the day
     */
    public static LocalDate day(Instant time) {
        return time.atZone(SEOUL).toLocalDate();
    }

    private String pattern(String pattern, LocalDate day) {
        return DateTimeFormatter.ofPattern(pattern, korean() ? Locale.KOREAN : Locale.ENGLISH).format(day);
    }

    private String message(String key, Object... arguments) {
        return this.messages.getMessage(key, arguments, language());
    }

    private boolean korean() {
        return "ko".equals(language().getLanguage());
    }

    private Locale language() {
        return (this.language != null) ? this.language : LocaleContextHolder.getLocale();
    }

}
