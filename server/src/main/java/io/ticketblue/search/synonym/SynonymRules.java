package io.ticketblue.search.synonym;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.ticketblue.search.text.SearchText;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.TypedText;

/** Which groups of synonyms there may be. */
final class SynonymRules {

    private static final int MOST_GROUPS = 2_000;

    private static final int MOST_WORDS = 20;

    private static final int LONGEST_WORD = 50;

    private SynonymRules() {
    }

    static void requireRoom(int groups) {
        if (groups >= MOST_GROUPS) {
            throw new InvalidRequest("words", "search.synonym.too-many", MOST_GROUPS);
        }
    }

    /** The words in the form in which they are kept. */
    static List<String> checked(@Nullable List<@Nullable String> words) {
        if (words == null || words.size() < 2 || words.size() > MOST_WORDS) {
            throw new InvalidRequest("words", "search.synonym.words", MOST_WORDS);
        }
        List<String> checked = new ArrayList<>();
        Set<String> folded = new HashSet<>();
        for (int i = 0; i < words.size(); i++) {
            String word = TypedText.required("words[" + i + "]", words.get(i), LONGEST_WORD, "search.synonym.word");
            if (SearchText.fold(word).codePoints().noneMatch(Character::isLetterOrDigit)) {
                throw new InvalidRequest("words[" + i + "]", "search.synonym.word", LONGEST_WORD);
            }
            if (!folded.add(SearchText.fold(word))) {
                throw new InvalidRequest("words[" + i + "]", "search.synonym.repeated");
            }
            checked.add(word);
        }
        return checked;
    }

}
