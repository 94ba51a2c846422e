package io.ticketblue.shared.routing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Spring's lookup of handlers, which compares a request with the conditions of every
 * mapping that has a variable in its path. Mappings whose path begins otherwise than the
 * request's are left out before, which decides nothing else: they do not match.
 */
final class PrefixFilteredMappings extends RequestMappingHandlerMapping {

    private final Map<RequestMappingInfo, List<String>> prefixes = new ConcurrentHashMap<>();

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

}
