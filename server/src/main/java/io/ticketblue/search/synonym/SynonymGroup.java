package io.ticketblue.search.synonym;

import java.util.List;

/**
 * Words and phrases that mean the same.
 *
 * @param id identifies the group
 * @param words at least two, in the order in which staff wrote them
 * @param version counts its changes
 */
public record SynonymGroup(long id, List<String> words, int version) {

    /** Keeps an unmodifiable copy. */
    public SynonymGroup {
        words = List.copyOf(words);
    }

}
