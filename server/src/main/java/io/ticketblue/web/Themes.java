package io.ticketblue.web;

import java.time.Duration;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.HandlerInterceptor;

/** Remembers the light or dark theme that a reader chooses with {@code ?theme=}. */
class Themes implements HandlerInterceptor {

    static final String PARAMETER = "theme";

    static final String COOKIE = "theme";

    static final String AUTO = "auto";

    private static final Set<String> SUPPORTED = Set.of(AUTO, "light", "dark");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String chosen = supported(request.getParameter(PARAMETER));
        if (chosen != null) {
            ResponseCookie cookie = ResponseCookie.from(COOKIE, chosen)
                .path("/")
                .maxAge(Duration.ofDays(365))
                .sameSite("Lax")
                .build();
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        }
        return true;
    }

    static @Nullable String supported(@Nullable String theme) {
        return (theme != null && SUPPORTED.contains(theme)) ? theme : null;
    }

}
