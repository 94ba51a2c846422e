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

    /**
     * Together with the synonyms it keeps queries below 1,024 clauses, which backends
     * refuse.
     */
    private static final int MOST_SEGMENTS = 12;

    private static final int MOST_SYNONYMS = 20;

    private static final int LONGEST_PHRASE = 4;

    static QueryText of(String text, Synonyms synonyms) {
        List<String> words = SearchText.words(text);
        List<Segment> segments = new ArrayList<>();
        int room = MOST_SYNONYMS;
        for (int at = 0; at < words.size() && segments.size() < MOST_SEGMENTS;) {
            int end = longestWithSynonyms(words, at, synonyms);
            String phrase = String.join("", words.subList(at, end));
            List<String> others = synonyms.of(phrase).stream().limit(room).toList();
            room -= others.size();
            segments.add(new Segment(phrase, others));
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

    /** All synonyms of all segments. */
    List<String> synonyms() {
        return this.segments.stream().flatMap((segment) -> segment.synonyms().stream()).toList();
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
