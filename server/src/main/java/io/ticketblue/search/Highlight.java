package io.ticketblue.search;

import java.util.List;
import java.util.stream.Collectors;

import org.springframework.web.util.HtmlUtils;

/**
 * A text in parts, those marked that the query matches. Pages show the parts as text;
 * {@link #html} is for clients that want one string.
 *
 * @param parts the text from its beginning to its end
 */
public record Highlight(List<Part> parts) {

    /** Keeps an unmodifiable copy. */
    public Highlight {
        parts = List.copyOf(parts);
    }

    /** The whole text. */
    public String text() {
        return this.parts.stream().map(Part::text).collect(Collectors.joining());
    }

    /** Whether any part is marked. */
    public boolean matched() {
        return this.parts.stream().anyMatch(Part::matched);
    }

    /** The text as HTML: everything escaped, matches between mark tags. */
    public String html() {
        return this.parts.stream()
            .map((part) -> part.matched() ? "<mark>" + escaped(part) + "</mark>" : escaped(part))
            .collect(Collectors.joining());
    }

    private static String escaped(Part part) {
        return HtmlUtils.htmlEscape(part.text(), "UTF-8");
    }

    /**
     * A part of the text.
     *
     * @param text the part, not empty
     * @param matched whether the query matches it
     */
    public record Part(String text, boolean matched) {
    }

}
