package io.ticketblue.shared;

import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * Finds the reader's language: Korean or English. Pages ask {@code ?lang=}, then the
 * cookie that remembers it, then the browser; the API asks the browser alone.
 */
class Languages implements LocaleResolver {

    static final String PARAMETER = "lang";

    static final String COOKIE = "lang";

    private static final List<Locale> SUPPORTED = List.of(Locale.KOREAN, Locale.ENGLISH);

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/")) {
            Locale chosen = chosen(request);
            if (chosen != null) {
                return chosen;
            }
            Cookie cookie = WebUtils.getCookie(request, COOKIE);
            Locale remembered = (cookie != null) ? supported(cookie.getValue()) : null;
            if (remembered != null) {
                return remembered;
            }
        }
        return accepted(request);
    }

    private static Locale accepted(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        if (header == null) {
            return Locale.KOREAN;
        }
        try {
            Locale match = Locale.lookup(Locale.LanguageRange.parse(header), SUPPORTED);
            return (match != null) ? match : Locale.KOREAN;
        }
        catch (IllegalArgumentException ex) {
            // Not a list of languages, so it names none of ours.
            return Locale.KOREAN;
        }
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("The language is chosen with ?" + PARAMETER + "=");
    }

    /** What the request itself asks for with its parameter. */
    static @Nullable Locale chosen(HttpServletRequest request) {
        return supported(request.getParameter(PARAMETER));
    }

    private static @Nullable Locale supported(@Nullable String language) {
        if (language == null) {
            return null;
        }
        return SUPPORTED.stream().filter((locale) -> locale.getLanguage().equals(language)).findFirst().orElse(null);
    }

}
