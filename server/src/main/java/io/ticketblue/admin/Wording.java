package io.ticketblue.admin;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import io.ticketblue.shared.Money;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Says times, money and messages in the reader's language. */
@Component
class Wording {

    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

    private final MessageSource messages;

    Wording(MessageSource messages) {
        this.messages = messages;
    }

    /** A message with its places filled. */
    String text(String key, Object... arguments) {
        return this.messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }

    /** Tells the reader on the next page what was done. */
    void flash(RedirectAttributes redirect, String key, Object... arguments) {
        redirect.addFlashAttribute("toast", text(key, arguments));
    }

    /** {@code 154,000원} or {@code ₩154,000}. */
    String money(Money money) {
        return text("admin.money", number(money.won()));
    }

    /** A number with its thousands divided. */
    String number(long number) {
        return NumberFormat.getIntegerInstance(Locale.ROOT).format(number);
    }

    /** {@code 2026. 12. 24. (목) 19:30} or {@code Thu 24 Dec 2026, 19:30}. */
    String time(Instant time) {
        return format(korean() ? "uuuu. M. d. (E) HH:mm" : "EEE d MMM uuuu, HH:mm").format(time.atZone(Checks.KOREA));
    }

    /** As a field for day and time wants it. */
    static String field(Instant time) {
        return FIELD.format(time.atZone(Checks.KOREA));
    }

    private static boolean korean() {
        return LocaleContextHolder.getLocale().getLanguage().equals(Locale.KOREAN.getLanguage());
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, korean() ? Locale.KOREAN : Locale.ENGLISH);
    }

}
