package io.ticketblue.accounts.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

import io.ticketblue.shared.SiteSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Keeps the address that was typed for the next sign-in form, for a few minutes and in a
 * cookie that only that form is sent: looking around makes no session, and addresses do
 * not belong into the addresses of pages.
 */
@Component
public class TypedEmail {

    private static final String COOKIE = "ticketblue-email";

    private static final Duration LIFE = Duration.ofMinutes(5);

    private static final int LONGEST = 254;

    private final SiteSettings site;

    TypedEmail(SiteSettings site) {
        this.site = site;
    }

    /**
     * Keeps what was typed; what is longer than any address is not kept.
     * @param email what was typed
     */
    public void keep(String email, HttpServletRequest request, HttpServletResponse response) {
        if (!email.isBlank() && email.length() <= LONGEST) {
            write(request, response,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(email.getBytes(StandardCharsets.UTF_8)),
                    LIFE);
        }
    }

    /**
     * What was kept. It is anybody's text.
     * @return what was typed
     */
    public Optional<String> find(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8))
                .filter((email) -> !email.isBlank() && email.length() <= LONGEST);
        }
        catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
    }

    /**
     * Forgets it.
     */
    void forget(HttpServletRequest request, HttpServletResponse response) {
        if (WebUtils.getCookie(request, COOKIE) != null) {
            write(request, response, "", Duration.ZERO);
        }
    }

    private void write(HttpServletRequest request, HttpServletResponse response, String value, Duration life) {
        ResponseCookie cookie = ResponseCookie.from(COOKIE, value)
            .path(request.getContextPath() + PageSignIn.PATH)
            .maxAge(life)
            .httpOnly(true)
            .secure(this.site.secure())
            .sameSite("Lax")
            .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

}
