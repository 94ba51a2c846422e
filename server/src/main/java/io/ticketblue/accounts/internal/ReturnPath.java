package io.ticketblue.accounts.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

import io.ticketblue.shared.SiteSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Remembers in a cookie which page somebody wanted before signing in. Only a path of this
 * server is ever returned to, whatever the cookie says.
 */
@Component
class ReturnPath implements RequestCache {

    private static final String COOKIE = "ticketblue-return";

    private static final Duration LIFE = Duration.ofMinutes(15);

    private static final int LONGEST = 1500;

    private final SiteSettings site;

    ReturnPath(SiteSettings site) {
        this.site = site;
    }

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean page = HttpMethod.GET.matches(request.getMethod()) && request.getHeader("HX-Request") == null
                && (accept == null || accept.contains(MediaType.TEXT_HTML_VALUE) || accept.contains("*/*"));
        String query = request.getQueryString();
        String path = request.getRequestURI() + ((query != null) ? "?" + query : "");
        if (page) {
            remember(path, response);
        }
    }

    /** Remembers a path, unless it is very long. */
    void remember(String path, HttpServletResponse response) {
        if (path.length() <= LONGEST) {
            write(response,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(path.getBytes(StandardCharsets.UTF_8)),
                    LIFE);
        }
    }

    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        return wanted(request).map(SimpleSavedRequest::new).orElse(null);
    }

    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        if (WebUtils.getCookie(request, COOKIE) != null) {
            write(response, "", Duration.ZERO);
        }
    }

    /** The path to return to, if a believable one is remembered. */
    Optional<String> wanted(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return Optional.ofNullable(cookie).flatMap((found) -> decode(found.getValue())).filter(ReturnPath::isLocal);
    }

    private static Optional<String> decode(String value) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8));
        }
        catch (IllegalArgumentException ex) {
            return Optional.empty();
        }
    }

    /** Browsers take two slashes, and a backslash for a slash, as another server. */
    static boolean isLocal(String path) {
        return path.length() <= LONGEST && path.startsWith("/") && !path.startsWith("//")
                && path.chars().allMatch((character) -> character > ' ' && character < 0x7f && character != '\\');
    }

    private void write(HttpServletResponse response, String value, Duration life) {
        ResponseCookie cookie = ResponseCookie.from(COOKIE, value)
            .path("/")
            .maxAge(life)
            .httpOnly(true)
            .secure(this.site.secure())
            .sameSite("Lax")
            .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

}
