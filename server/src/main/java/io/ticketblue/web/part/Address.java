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

    /** The address of a GET request. */
    public static Address of(HttpServletRequest request) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameterMap()
            .forEach((name, values) -> parameters.put(name,
                    Arrays.stream(values).map((value) -> Objects.requireNonNullElse(value, "")).toList()));
        return new Address(request.getRequestURI(), parameters);
    }

    /**
     * The address with those of its parameters that the page knows. Others, which
     * campaigns and mail readers add, would make it another page for each reader.
     */
    public Address only(Set<String> names) {
        Map<String, List<String>> known = new LinkedHashMap<>(this.parameters);
        known.keySet().retainAll(names);
        return new Address(this.path, known);
    }

    /**
     * Whether many readers may have the same address: false if there is a lot of text.
     */
    public boolean isUsual() {
        return this.parameters.values().stream().flatMap(List::stream).mapToInt(String::length).sum() <= MOST_TEXT;
    }

}
