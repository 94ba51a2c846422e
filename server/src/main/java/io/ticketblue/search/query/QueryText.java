package io.ticketblue.search.query;

import java.util.ArrayList;
import java.util.List;

import io.ticketblue.search.synonym.Synonyms;
import io.ticketblue.search.text.SearchText;

/**
 * A query in segments: words, or several words that together have synonyms. Each segment
 * must be found.
 *
 * @param text what was typed
 * @param folded all of it without blanks, see {@link SearchText#fold}
 * @param segments its parts
 */
record QueryText(String text, String folded, List<Segment> segments) {

    /** Further words would only make the query slow. */
    private static final int MOST_SEGMENTS = 12;

    private static final int LONGEST_PHRASE = 4;

    static QueryText of(String text, Synonyms synonyms) {
        List<String> words = SearchText.words(text);
        List<Segment> segments = new ArrayList<>();
        for (int at = 0; at < words.size() && segments.size() < MOST_SEGMENTS;) {
            int end = longestWithSynonyms(words, at, synonyms);
            String phrase = String.join("", words.subList(at, end));
            segments.add(new Segment(phrase, synonyms.of(phrase)));
            at = end;
        }
        return new QueryText(text, SearchText.fold(text), List.copyOf(segments));
    }

    private static int longestWithSynonyms(List<String> words, int from, Synonyms synonyms) {
        for (int end = Math.min(words.size(), from + LONGEST_PHRASE); end > from + 1; end--) {
            if (!synonyms.of(String.join("", words.subList(from, end))).isEmpty()) {
                return end;
            }
        }
        return from + 1;
    }

    /**
     * A part of a query.
     *
     * @param text the folded text
     * @param synonyms what means the same, as staff wrote it
     */
    record Segment(String text, List<String> synonyms) {
    }

}
