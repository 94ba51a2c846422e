package io.ticketblue.shared.routing;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Spring's lookup of handlers, which compares a request with the conditions of every
 * mapping that has a variable in its path. Mappings whose path begins otherwise than the
 * request's are left out before, which decides nothing else: they do not match. If just
 * one of the others matches, it is what Spring would find; all else is left to Spring.
 */
final class PrefixFilteredMappings extends RequestMappingHandlerMapping {

    private final Map<RequestMappingInfo, List<String>> prefixes = new ConcurrentHashMap<>();

    private volatile Candidate @Nullable [] candidates;

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String lookupPath, HttpServletRequest request)
            throws Exception {
        Match only = (lookupPath.indexOf('%') >= 0 || CorsUtils.isPreFlightRequest(request)) ? null
                : onlyMatch(lookupPath, request);
        if (only == null) {
            return super.lookupHandlerMethod(lookupPath, request);
        }
        request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, only.handler());
        handleMatch(only.info(), lookupPath, request);
        return only.handler();
    }

    /** Null if none matches, or more than one. */
    private @Nullable Match onlyMatch(String path, HttpServletRequest request) {
        Match only = null;
        for (Candidate candidate : candidates()) {
            if (candidate.mayMatch(path)) {
                RequestMappingInfo info = super.getMatchingMapping(candidate.info(), request);
                if (info != null && only != null) {
                    return null;
                }
                only = (info != null) ? new Match(info, candidate.handler()) : only;
            }
        }
        return only;
    }

    private Candidate[] candidates() {
        Candidate[] known = this.candidates;
        if (known == null) {
            known = getHandlerMethods().entrySet()
                .stream()
                .map((entry) -> new Candidate(entry.getKey(), entry.getValue(),
                        prefixes(entry.getKey()).toArray(String[]::new)))
                .toArray(Candidate[]::new);
            this.candidates = known;
        }
        return known;
    }

    @Override
    protected void registerHandlerMethod(Object handler, Method method, RequestMappingInfo mapping) {
        super.registerHandlerMethod(handler, method, mapping);
        this.candidates = null;
    }

    @Override
    public void registerMapping(RequestMappingInfo mapping, Object handler, Method method) {
        super.registerMapping(mapping, handler, method);
        this.candidates = null;
    }

    @Override
    public void unregisterMapping(RequestMappingInfo mapping) {
        super.unregisterMapping(mapping);
        this.candidates = null;
    }

    @Override
    protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo info, HttpServletRequest request) {
        return mayMatch(info, request) ? super.getMatchingMapping(info, request) : null;
    }

    private boolean mayMatch(RequestMappingInfo info, HttpServletRequest request) {
        String path = ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication().value();
        if (path.indexOf('%') >= 0 || path.indexOf(';') >= 0) {
            // Spring compares what it stands for.
            return true;
        }
        for (String prefix : this.prefixes.computeIfAbsent(info, PrefixFilteredMappings::prefixes)) {
            if (path.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** What the path must begin with, for each pattern of a mapping. */
    private static List<String> prefixes(RequestMappingInfo info) {
        Set<String> patterns = info.getPatternValues();
        return patterns.isEmpty() ? List.of("") : patterns.stream().map(PrefixFilteredMappings::literalStart).toList();
    }

    /** A pattern up to its first character that is no literal. */
    private static String literalStart(String pattern) {
        int end = 0;
        while (end < pattern.length() && "{*?\\".indexOf(pattern.charAt(end)) < 0) {
            end++;
        }
        // "/a/**" and "/a/{*rest}" also match "/a".
        return (end < pattern.length() && end > 0 && pattern.charAt(end - 1) == '/') ? pattern.substring(0, end - 1)
                : pattern.substring(0, end);
    }

    /** A mapping with what paths must begin with. */
    private record Candidate(RequestMappingInfo info, HandlerMethod handler, String[] prefixes) {

        private boolean mayMatch(String path) {
            for (String prefix : this.prefixes) {
                if (path.startsWith(prefix)) {
                    return true;
                }
            }
            return false;
        }

    }

    /** A mapping as it matches a request. */
    private record Match(RequestMappingInfo info, HandlerMethod handler) {
    }

}
