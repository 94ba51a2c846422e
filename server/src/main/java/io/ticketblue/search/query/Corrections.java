package io.ticketblue.search.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.ticketblue.search.text.Hangul;
import io.ticketblue.search.text.SearchText;
import org.jspecify.annotations.Nullable;

/** Finds what was meant among names that are similar to what was typed. */
final class Corrections {

    /** Brackets and quotation marks of titles. */
    private static final Pattern AROUND_WORDS = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");

    private final int mistakes;

    private final Map<String, String> wholes = new LinkedHashMap<>();

    private final Map<String, String> words = new LinkedHashMap<>();

    /**
     * Creates it without names.
     * @param mistakes how many keystrokes of a word may be wrong, at most; fewer in short
     * words, see {@link Mistakes}
     */
    Corrections(int mistakes) {
        this.mistakes = mistakes;
    }

    /** Adds a name, which may also be typed from the start of one of its words on. */
    void add(String name) {
        this.wholes.putIfAbsent(Hangul.keystrokes(SearchText.fold(name)), name);
        List<String> parts = SearchText.parts(name).stream().map(Corrections::bare).toList();
        for (int from = 0; from < parts.size(); from++) {
            String rest = String.join(" ", parts.subList(from, parts.size()));
            if (from > 0) {
                this.wholes.putIfAbsent(Hangul.keystrokes(SearchText.fold(rest)), rest);
            }
            this.words.putIfAbsent(Hangul.keystrokes(SearchText.fold(parts.get(from))), parts.get(from));
        }
    }

    /** A word of symbols alone stays as it is. */
    private static String bare(String word) {
        String bare = AROUND_WORDS.matcher(word).replaceAll("");
        return bare.isEmpty() ? word : bare;
    }

    /**
     * The text with its mistakes corrected.
     * @return the text that was meant, null if it is not known or there is no mistake
     */
    @Nullable String correct(String text) {
        String whole = closest(this.wholes, Hangul.keystrokes(SearchText.fold(text)));
        if (whole != null) {
            return SearchText.fold(whole).equals(SearchText.fold(text)) ? null : whole;
        }
        List<String> corrected = new ArrayList<>();
        boolean mistaken = false;
        for (String word : SearchText.parts(text)) {
            String meant = closest(this.words, Hangul.keystrokes(SearchText.fold(word)));
            boolean other = meant != null && !SearchText.fold(meant).equals(SearchText.fold(word));
            corrected.add((meant != null && other) ? meant : word);
            mistaken |= other;
        }
        return mistaken ? String.join(" ", corrected) : null;
    }

    private @Nullable String closest(Map<String, String> names, String typed) {
        String closest = null;
        int fewest = Math.min(this.mistakes, Mistakes.allowed(typed)) + 1;
        for (Map.Entry<String, String> name : names.entrySet()) {
            int distance = distance(name.getKey(), typed);
            if (distance < fewest) {
                fewest = distance;
                closest = name.getValue();
            }
        }
        return closest;
    }

    /**
     * How many letters differ, are missing or are too many (Levenshtein).
     * @return the distance, or any number above the most mistakes
     */
    static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > Mistakes.MOST) {
            return Mistakes.MOST + 1;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int replaced = diagonal + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
                row[j] = Math.min(Math.min(above, row[j - 1]) + 1, replaced);
                diagonal = above;
            }
        }
        return row[other.length()];
    }

}
