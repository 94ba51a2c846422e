package io.ticketblue.web.part;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Where a page is, for links that keep what else is chosen.
 *
 * @param path its path
 * @param parameters its parameters in their order
 */
public record Address(String path, Map<String, List<String>> parameters) {

    private static final int MOST_TEXT = 200;

    /**
     * The address of a request.
     * @param request a GET request
     * @return its path and parameters
     */
    public static Address of(HttpServletRequest request) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameterMap()
            .forEach((name, values) -> parameters.put(name,
                    Arrays.stream(values).map((value) -> Objects.requireNonNullElse(value, "")).toList()));
        return new Address(request.getRequestURI(), parameters);
    }

    /**
     * Tells whether many readers may have the same address.
     * @param names the parameters that a page knows
     * @return false if there are others, or a lot of text
     */
    public boolean isUsual(Set<String> names) {
        return names.containsAll(this.parameters.keySet())
                && this.parameters.values().stream().flatMap(List::stream).mapToInt(String::length).sum() <= MOST_TEXT;
    }

}
