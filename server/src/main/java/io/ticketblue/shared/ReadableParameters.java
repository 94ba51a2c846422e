package io.ticketblue.shared;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses parameters that are no UTF-8 or that no form can have: Tomcat and the firewall
 * would throw at whoever is the first to look at any parameter, also at the error page.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 101)
class ReadableParameters extends OncePerRequestFilter {

    private static final String PARAMETERS = "parameters";

    private final EarlyRefusals refusals;

    ReadableParameters(EarlyRefusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getQueryString() == null && !isForm(request);
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.regionMatches(true, 0, MediaType.APPLICATION_FORM_URLENCODED_VALUE, 0,
                MediaType.APPLICATION_FORM_URLENCODED_VALUE.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isReadable(request)) {
            chain.doFilter(request, response);
        }
        else {
            this.refusals.refuse(request, response, new InvalidRequest(PARAMETERS, "request.unreadable"));
        }
    }

    private static boolean isReadable(HttpServletRequest request) {
        try {
            return request.getParameterMap()
                .keySet()
                .stream()
                .noneMatch((name) -> name.codePoints().anyMatch(TypedText::isUnprintable));
        }
        catch (IllegalStateException ex) {
            // Tomcat's InvalidParameterException: no UTF-8, broken escapes, or too many.
            return false;
        }
    }

}
