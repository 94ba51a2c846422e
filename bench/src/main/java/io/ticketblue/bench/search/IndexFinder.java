package io.ticketblue.bench.search;

import java.util.List;
import java.util.function.Function;

import io.ticketblue.search.Search;
import io.ticketblue.search.SearchQuery;
import io.ticketblue.search.SearchResults;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

/** The search of the application, with highlights, totals and facets. */
final class IndexFinder implements Finder {

    private final Search search;

    IndexFinder(Search search) {
        this.search = search;
    }

    @Override
    public Found find(String text) {
        SearchResults results = this.search.search(new SearchQuery(text, new Paging(0, 20)));
        return new Found(first(results.performances().items(), (hit) -> hit.title().text()),
                first(results.performers().items(), (hit) -> hit.name().text()),
                first(results.venues().items(), (hit) -> hit.name().text()));
    }

    private static <T> @Nullable String first(List<T> hits, Function<T, String> name) {
        return hits.isEmpty() ? null : name.apply(hits.getFirst());
    }

}
