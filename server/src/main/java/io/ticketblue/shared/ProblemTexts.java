package io.ticketblue.shared;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindingResult;

/**
 * Says what is wrong in the reader's language, with times and days as {@link Formats}
 * shows them. A message that is missing shows as its key: what went wrong must never fail
 * to be said.
 */
@Component
public class ProblemTexts {

    private final MessageSource messages;

    private final Formats formats;

    ProblemTexts(MessageSource messages, Formats formats) {
        this.messages = messages;
        this.formats = formats;
    }

    /**
     * A problem in one sentence; wrong fields in one sentence each.
     * @param problem what is wrong
     * @return in the language of the page
     */
    public String detail(Problem problem) {
        if (problem instanceof InvalidRequest invalid) {
            return invalid.fields().stream().map(this::detail).collect(Collectors.joining(" "));
        }
        return text(problem.messageKey(), problem.arguments(), LocaleContextHolder.getLocale());
    }

    /**
     * What is wrong with a field.
     * @param field the field
     * @return in the language of the page
     */
    public String detail(InvalidRequest.Field field) {
        return text(field.messageKey(), field.arguments().toArray(), LocaleContextHolder.getLocale());
    }

    /**
     * The same for scripts (RFC 9457).
     * @param problem what is wrong
     * @return the problem with its code and properties
     */
    public ProblemDetail describe(Problem problem) {
        ProblemDetail answer = ProblemDetail.forStatusAndDetail(problem.status(), detail(problem));
        problem.properties().forEach(answer::setProperty);
        answer.setProperty("code", problem.code());
        return answer;
    }

    /**
     * Puts each wrong field's message at the field, those of unknown fields above the
     * form.
     * @param problem what is wrong
     * @param form where the messages go
     * @param fields the fields that the form has
     */
    public void reject(InvalidRequest problem, BindingResult form, List<String> fields) {
        for (InvalidRequest.Field field : problem.fields()) {
            Object[] arguments = readable(field.arguments().toArray(), LocaleContextHolder.getLocale());
            if (fields.contains(field.name())) {
                form.rejectValue(field.name(), field.messageKey(), arguments, detail(field));
            }
            else {
                form.reject(field.messageKey(), arguments, detail(field));
            }
        }
    }

    String text(String key, Object[] arguments, Locale locale) {
        return Objects.requireNonNullElse(this.messages.getMessage(key, readable(arguments, locale), null, locale),
                key);
    }

    private Object[] readable(Object[] arguments, Locale locale) {
        return Arrays.stream(arguments).map((argument) -> readable(argument, locale)).toArray();
    }

    private Object readable(Object argument, Locale locale) {
        return switch (argument) {
            case Instant time -> this.formats.in(locale).dateTime(time);
            case LocalDate day -> this.formats.in(locale).date(day);
            default -> argument;
        };
    }

}
