package io.ticketblue.search.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.ticketblue.search.Highlight;

/**
 * Finds where a query matches a text: letter by letter whatever the blanks, by initial
 * consonants, and by an unfinished last syllable. Both backends so mark the same.
 */
public final class Highlighter {

    private final List<Pattern> exact = new ArrayList<>();

    private final List<Pattern> unfinished = new ArrayList<>();

    /**
     * Creates a highlighter.
     * @param query what was typed
     */
    public Highlighter(String query) {
        this(query, List.of());
    }

    /**
     * Creates a highlighter that also marks other texts.
     * @param query what was typed
     * @param others what means the same
     */
    public Highlighter(String query, List<String> others) {
        Set<String> needles = new LinkedHashSet<>();
        needles.add(SearchText.fold(query));
        needles.addAll(SearchText.words(query));
        others.forEach((other) -> needles.add(SearchText.fold(other)));
        needles.remove("");
        for (String needle : needles) {
            this.exact.add(Pattern.compile(Pattern.quote(needle)));
            this.unfinished.add(Pattern.compile(Hangul.pattern(needle)));
        }
    }

    /** The text with the parts marked that the query matches. */
    public Highlight of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder folded = new StringBuilder(composed.length());
        List<Integer> places = new ArrayList<>(composed.length());
        for (int at = 0; at < composed.length();) {
            int point = composed.codePointAt(at);
            String form = SearchText.fold(point);
            if (form.codePoints().allMatch(Character::isLetterOrDigit)) {
                for (int i = 0; i < form.length(); i++) {
                    places.add(at);
                }
                folded.append(form);
            }
            at += Character.charCount(point);
        }
        BitSet marked = new BitSet(composed.length());
        if (!mark(this.exact, folded, places, composed, marked)) {
            mark(this.unfinished, folded, places, composed, marked);
        }
        return highlight(composed, marked);
    }

    private static boolean mark(List<Pattern> needles, CharSequence folded, List<Integer> places, String text,
            BitSet marked) {
        for (Pattern needle : needles) {
            Matcher matcher = needle.matcher(folded);
            while (matcher.find() && matcher.end() > matcher.start()) {
                int last = places.get(matcher.end() - 1);
                marked.set(places.get(matcher.start()), last + Character.charCount(text.codePointAt(last)));
            }
        }
        return !marked.isEmpty();
    }

    private static Highlight highlight(String text, BitSet marked) {
        List<Highlight.Part> parts = new ArrayList<>();
        for (int at = 0; at < text.length();) {
            boolean matched = marked.get(at);
            int end = matched ? marked.nextClearBit(at) : marked.nextSetBit(at);
            end = (end < 0 || end > text.length()) ? text.length() : end;
            parts.add(new Highlight.Part(text.substring(at, end), matched));
            at = end;
        }
        return new Highlight(parts);
    }

}
