package io.ticketblue.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.regex.Pattern;

import io.ticketblue.catalog.RoundView;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Says messages in the reader's language, and times as fields want them. */
@Component
public class Wording {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}");

    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

    private final MessageSource messages;

    private final Formats formats;

    Wording(MessageSource messages, Formats formats) {
        this.messages = messages;
        this.formats = formats;
    }

    /** A message with its places filled. */
    public String text(String key, Object... arguments) {
        return this.messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }

    /** A message without places, or another text if there is none of that key. */
    String either(String key, String otherwise) {
        return Objects.requireNonNull(this.messages.getMessage(key, null, otherwise, LocaleContextHolder.getLocale()));
    }

    /** Tells the reader on the next page what was done. */
    public void flash(RedirectAttributes redirect, String key, Object... arguments) {
        redirect.addFlashAttribute("toast", text(key, arguments));
    }

    /** A typed number as people read it; what is none stays as it was typed. */
    String number(String typed) {
        String digits = typed.replace(",", "");
        return NUMBER.matcher(digits).matches() ? this.formats.count(Long.parseLong(digits)) : typed;
    }

    /** A typed amount of won as people read it; what is none stays as it was typed. */
    String money(String typed) {
        String digits = Checks.digitsOfMoney(typed);
        return NUMBER.matcher(digits).matches() ? this.formats.money(Money.won(Long.parseLong(digits))) : typed;
    }

    /** A typed day as people read it; what is none stays as it was typed. */
    String day(String typed) {
        try {
            return this.formats.date(LocalDate.parse(typed));
        }
        catch (DateTimeException ex) {
            return typed;
        }
    }

    /** A typed day and time as people read it; what is none stays as it was typed. */
    String time(String typed) {
        try {
            return this.formats
                .dateTime(LocalDateTime.parse(typed.replace(' ', 'T')).atZone(Formats.SEOUL).toInstant());
        }
        catch (DateTimeException ex) {
            return typed;
        }
    }

    /** As a field for day and time wants it. */
    static String field(Instant time) {
        return FIELD.format(time.atZone(Formats.SEOUL));
    }

    /** A round is named by its day and time: {@code 2026-12-24 19:30}. */
    public static String name(RoundView round) {
        return field(round.startsAt()).replace('T', ' ');
    }

}
