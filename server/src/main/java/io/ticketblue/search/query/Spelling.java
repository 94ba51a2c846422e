package io.ticketblue.search.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.ticketblue.search.catalog.NameRow;
import io.ticketblue.search.catalog.PerformanceDocument;
import io.ticketblue.search.catalog.PerformerDocument;
import io.ticketblue.search.catalog.VenueDocument;
import io.ticketblue.search.index.LiveIndex;
import io.ticketblue.search.text.Hangul;
import io.ticketblue.search.text.SearchText;
import org.jspecify.annotations.Nullable;

/**
 * Corrects texts by the titles and names of the index. Names that differ by one keystroke
 * are looked for first, and those that differ by two only if there are none: each further
 * keystroke makes the index compare many times as many words.
 */
final class Spelling {

    private static final int CANDIDATES = 40;

    /** Each word is a query of its own in the index. */
    private static final int MOST_WORDS = 4;

    private final LiveIndex index;

    Spelling(LiveIndex index) {
        this.index = index;
    }

    /**
     * The text that was meant.
     * @return null if no name is similar enough, or the text has too many words
     */
    @Nullable String correct(String text, Deadline deadline) {
        Set<String> words = new LinkedHashSet<>(SearchText.words(text));
        if (words.size() > MOST_WORDS) {
            return null;
        }
        words.add(SearchText.fold(text));
        List<String> typed = words.stream()
            .filter((word) -> !Hangul.hasLoneConsonant(word))
            .map(Hangul::keystrokes)
            .toList();
        for (int mistakes = 1; mistakes <= Mistakes.MOST; mistakes++) {
            int allowed = mistakes;
            if (typed.stream().anyMatch((word) -> Mistakes.allowed(word) >= allowed)) {
                Corrections corrections = new Corrections(allowed);
                similar(typed, allowed, deadline).forEach((row) -> corrections.add(row.name()));
                String corrected = corrections.correct(text);
                if (corrected != null) {
                    return corrected;
                }
            }
        }
        return null;
    }

    private List<NameRow> similar(List<String> typed, int mistakes, Deadline deadline) {
        return this.index.read((session) -> session
            .search(List.of(PerformanceDocument.class, PerformerDocument.class, VenueDocument.class))
            .select(NameRow.class)
            .where((all) -> new Predicates(all).similar(typed, mistakes))
            .failAfter(deadline.millis(), TimeUnit.MILLISECONDS)
            .fetchHits(CANDIDATES));
    }

}
