package io.ticketblue.shared;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;

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
        return request.getQueryString() == null && !isForm(request) && !isFormWithFiles(request);
    }

    private static boolean isForm(HttpServletRequest request) {
        return isOfType(request, MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }

    /**
     * Forms of pages only, whose token is looked for next: what the API takes is read
     * once it is known from whom it comes.
     */
    private static boolean isFormWithFiles(HttpServletRequest request) {
        return isOfType(request, MediaType.MULTIPART_FORM_DATA_VALUE)
                && !ProblemRenderer.isApi(request, request.getRequestURI());
    }

    private static boolean isOfType(HttpServletRequest request, String expected) {
        String type = request.getContentType();
        return type != null && type.regionMatches(true, 0, expected, 0, expected.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Problem problem = problemOf(request);
        if (problem == null) {
            chain.doFilter(request, response);
        }
        else {
            this.refusals.refuse(request, response, problem);
        }
    }

    private static @Nullable Problem problemOf(HttpServletRequest request) {
        try {
            boolean readable = request.getParameterMap()
                .keySet()
                .stream()
                .noneMatch((name) -> name.codePoints().anyMatch(TypedText::isUnprintable));
            return readable ? null : unreadable();
        }
        catch (InvalidParameterException ex) {
            // No UTF-8, broken escapes, too many, or too large in all.
            return (ex.getErrorCode() == HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE) ? RequestProblem.tooLarge()
                    : unreadable();
        }
        catch (IllegalStateException ex) {
            // So Tomcat says that the fields beside the files are too large in all.
            return isFormWithFiles(request) ? RequestProblem.tooLarge() : unreadable();
        }
    }

    private static Problem unreadable() {
        return new InvalidRequest(PARAMETERS, "request.unreadable");
    }

}
