package io.ticketblue.shared.routing;

import java.util.List;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The addresses of files that are the same for everybody: static files and posters.
 * Shared caches may keep them, so answers to reading them set no cookie, and nobody looks
 * who reads them.
 */
public final class PublicFiles {

    /** Patterns of the paths. */
    public static final List<String> PATHS = List.of("/assets/**", "/posters/*", "/*.svg", "/css/**", "/js/**",
            "/webjars/**");

    private static final List<PathPattern> PATTERNS = PATHS.stream()
        .map(PathPatternParser.defaultInstance::parse)
        .toList();

    private PublicFiles() {
    }

    /** Whether a request reads one of them, or failed to and gets the error page. */
    public static boolean isReadBy(HttpServletRequest request) {
        String method = request.getMethod();
        if (!HttpMethod.GET.matches(method) && !HttpMethod.HEAD.matches(method)) {
            return false;
        }
        try {
            PathContainer path = PathContainer.parsePath(requestedPath(request));
            return PATTERNS.stream().anyMatch((pattern) -> pattern.matches(path));
        }
        catch (IllegalArgumentException ex) {
            // It cannot be decoded, which is said on the error page.
            return false;
        }
    }

    /**
     * The path within the application that the client asked for, not that of an error
     * page.
     */
    public static String requestedPath(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String uri = (failed != null) ? failed.toString() : request.getRequestURI();
        return uri.startsWith(request.getContextPath()) ? uri.substring(request.getContextPath().length()) : uri;
    }

}
