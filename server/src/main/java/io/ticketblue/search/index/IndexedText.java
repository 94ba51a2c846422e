package io.ticketblue.search.index;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.ticketblue.search.text.Hangul;
import io.ticketblue.search.text.SearchText;
import org.hibernate.search.engine.backend.types.Norms;
import org.hibernate.search.engine.backend.types.Projectable;
import org.hibernate.search.engine.backend.types.Sortable;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.FullTextField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.KeywordField;

/**
 * A name or title in the forms in which it can be found. To be embedded in documents
 * ({@code @IndexedEmbedded}); {@link IndexedTextPaths} has the paths.
 */
public final class IndexedText {

    private static final int LONGEST = 200;

    @KeywordField(projectable = Projectable.YES)
    private final String text;

    @KeywordField(sortable = Sortable.NO)
    private final String exact;

    @FullTextField(analyzer = Analyzers.WORDS, searchAnalyzer = Analyzers.WORDS_QUERY)
    private final String words;

    @FullTextField(analyzer = Analyzers.PAIRS)
    private final String pairs;

    @KeywordField
    private final List<String> starts;

    @FullTextField(analyzer = Analyzers.BEGINNINGS, searchAnalyzer = Analyzers.WHOLE, norms = Norms.NO)
    private final List<String> typed;

    @FullTextField(analyzer = Analyzers.BEGINNINGS, searchAnalyzer = Analyzers.WHOLE, norms = Norms.NO)
    private final List<String> initials;

    @FullTextField(analyzer = Analyzers.PAIRS, norms = Norms.NO)
    private final String initialPairs;

    @FullTextField(analyzer = Analyzers.BLANKS, norms = Norms.NO)
    private final String keystrokes;

    /**
     * Creates the forms.
     * @param text the text as people read it
     */
    public IndexedText(String text) {
        int letters = Math.min(text.codePointCount(0, text.length()), LONGEST);
        String kept = text.substring(0, text.offsetByCodePoints(0, letters));
        this.text = kept;
        this.exact = SearchText.fold(kept);
        this.words = kept;
        this.pairs = this.exact;
        this.starts = SearchText.starts(kept);
        this.typed = this.starts.stream().map(Hangul::keystrokes).toList();
        this.initials = this.starts.stream().map(Hangul::initials).toList();
        this.initialPairs = Hangul.initials(this.exact);
        this.keystrokes = keystrokes(kept, this.typed);
    }

    /** Each word, and all from the start of each word to the end as one word. */
    private static String keystrokes(String text, List<String> starts) {
        Set<String> keystrokes = new LinkedHashSet<>();
        SearchText.words(text).forEach((word) -> keystrokes.add(Hangul.keystrokes(word)));
        keystrokes.addAll(starts);
        return String.join(" ", keystrokes);
    }

}
