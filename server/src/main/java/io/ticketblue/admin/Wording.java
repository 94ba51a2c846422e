package io.ticketblue.admin;

import java.util.Objects;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

import io.ticketblue.catalog.RoundView;
import io.ticketblue.shared.Formats;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Says messages in the reader's language, and times as fields want them. */
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

    /** A message without places, or another text if there is none of that key. */
    String either(String key, String otherwise) {
        return Objects.requireNonNull(this.messages.getMessage(key, null, otherwise, LocaleContextHolder.getLocale()));
    }

    /** Tells the reader on the next page what was done. */
    void flash(RedirectAttributes redirect, String key, Object... arguments) {
        redirect.addFlashAttribute("toast", text(key, arguments));
    }

    /** As a field for day and time wants it. */
    static String field(Instant time) {
        return FIELD.format(time.atZone(Formats.SEOUL));
    }

    /** A round is named by its day and time: {@code 2026-12-24 19:30}. */
    static String name(RoundView round) {
        return field(round.startsAt()).replace('T', ' ');
    }

}
