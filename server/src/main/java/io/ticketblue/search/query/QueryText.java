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

    private static final int MOST_SEGMENTS = 12;

    private static final int MOST_SYNONYMS = 20;

    /** Backends refuse more than 1,024, some of which the filters need. */
    private static final int MOST_CLAUSES = 1_000;

    private static final int LONGEST_PHRASE = 4;

    static QueryText of(String text, Synonyms synonyms) {
        List<String> words = SearchText.words(text);
        String folded = SearchText.fold(text);
        List<String> phrases = new ArrayList<>();
        int clauses = clauses(folded);
        for (int at = 0; at < words.size() && phrases.size() < MOST_SEGMENTS;) {
            int end = longestWithSynonyms(words, at, synonyms);
            String phrase = String.join("", words.subList(at, end));
            clauses += clauses(phrase);
            if (clauses > MOST_CLAUSES && !phrases.isEmpty()) {
                break;
            }
            phrases.add(phrase);
            at = end;
        }
        List<Segment> segments = new ArrayList<>();
        int room = MOST_SYNONYMS;
        for (String phrase : phrases) {
            List<String> others = new ArrayList<>();
            for (String synonym : synonyms.of(phrase)) {
                if (others.size() < room && clauses + clauses(synonym) <= MOST_CLAUSES) {
                    clauses += clauses(synonym);
                    others.add(synonym);
                }
            }
            room -= others.size();
            segments.add(new Segment(phrase, List.copyOf(others)));
        }
        return new QueryText(text, folded, List.copyOf(segments));
    }

    /**
     * How many clauses {@link Predicates} makes of a text at most: 14, and five for each
     * word of the analyzer, which has a letter or more.
     */
    private static int clauses(String text) {
        return 14 + 5 * text.codePointCount(0, text.length());
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
