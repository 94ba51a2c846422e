package io.ticketblue.web.search;

import java.util.List;

import io.ticketblue.search.Highlight;
import io.ticketblue.search.SearchResults.PerformanceHit;
import io.ticketblue.web.CardModel;

/**
 * A performance among the results: its card, and where the query matches.
 *
 * @param card facts and state of sale, with the rating of the result, which is never old
 * @param title the title, matches marked
 * @param venue the venue's name, matches marked
 * @param performers those of the cast who match
 */
record FoundPerformance(CardModel card, Highlight title, Highlight venue, List<Highlight> performers) {

    static FoundPerformance of(PerformanceHit hit, CardModel card) {
        return new FoundPerformance(card.with(hit.rating()), current(hit.title(), card.title()),
                current(hit.venue().name(), card.venue()), hit.performers());
    }

    /**
     * The card is read from the database; the index may not have followed a change yet.
     */
    private static Highlight current(Highlight indexed, String text) {
        return indexed.text().equals(text) ? indexed : new Highlight(List.of(new Highlight.Part(text, false)));
    }

}
