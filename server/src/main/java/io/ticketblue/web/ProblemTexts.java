package io.ticketblue.web;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Problem;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindingResult;

/**
 * Says on a page what is wrong, where the page goes on instead of giving way to an error
 * page.
 */
@Component
class ProblemTexts {

    private final MessageSource messages;

    ProblemTexts(MessageSource messages) {
        this.messages = messages;
    }

    /** One sentence in the language of the page. */
    String detail(Problem problem) {
        if (problem instanceof InvalidRequest invalid) {
            return invalid.fields().stream().map(this::text).collect(Collectors.joining(" "));
        }
        return text(problem.messageKey(), problem.arguments());
    }

    /** The same for scripts (RFC 9457) with the problem's code and properties. */
    ProblemDetail describe(Problem problem) {
        ProblemDetail answer = ProblemDetail.forStatusAndDetail(problem.status(), detail(problem));
        problem.properties().forEach(answer::setProperty);
        answer.setProperty("code", problem.code());
        return answer;
    }

    /**
     * Puts each wrong field's message at the field, those of unknown fields above the
     * form.
     */
    void reject(InvalidRequest problem, BindingResult form, List<String> fields) {
        for (InvalidRequest.Field field : problem.fields()) {
            Object[] arguments = field.arguments().toArray();
            if (fields.contains(field.name())) {
                form.rejectValue(field.name(), field.messageKey(), arguments, text(field));
            }
            else {
                form.reject(field.messageKey(), arguments, text(field));
            }
        }
    }

    private String text(InvalidRequest.Field field) {
        return text(field.messageKey(), field.arguments().toArray());
    }

    private String text(String key, Object[] arguments) {
        Locale locale = LocaleContextHolder.getLocale();
        return Objects.requireNonNullElse(this.messages.getMessage(key, arguments, null, locale), key);
    }

}
