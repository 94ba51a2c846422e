package io.ticketblue.search;

import java.util.List;

/**
 * Finds performances, performers and venues the way people type: with and without blanks,
 * half words, initial consonants, mistyped letters, English. What is found comes from the
 * search index alone, which follows the database within two seconds. Only the ratings of
 * the performances of a page are read from the database, as they are right now; while it
 * does not answer, those of the index are given. Only what buyers may see is found.
 */
public interface Search {

    /** How many of the performances can be paged; the total counts all. */
    int MOST_PAGED = 10_000;

    /** How many suggestions there are at most. */
    int MOST_SUGGESTIONS = 10;

    /** How many performers and venues a search returns at most. */
    int MOST_NAMES = 10;

    /**
     * Searches. An empty text finds nothing.
     * @throws SearchUnavailable if the index cannot be asked at the moment
     */
    SearchResults search(SearchQuery query);

    /**
     * Suggests what the beginning of a text may mean, the best first.
     * @param typed what was typed so far, also an unfinished syllable or initial
     * consonants
     * @return at most {@value #MOST_SUGGESTIONS}; none for an empty text
     * @throws io.ticketblue.shared.InvalidRequest if it is longer than
     * {@value SearchQuery#LONGEST} characters
     * @throws SearchUnavailable if the index cannot be asked at the moment
     */
    List<Suggestion> suggestions(String typed);

}
