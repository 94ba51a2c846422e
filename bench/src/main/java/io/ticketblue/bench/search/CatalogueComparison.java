package io.ticketblue.bench.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import io.ticketblue.bench.Database;
import io.ticketblue.search.Search;

/** Ways to find performances, performers and venues, and suggestions. */
final class CatalogueComparison {

    private static final int SEED = 20_261_128;

    private final List<TableOfQueries.Query> queries;

    private final Measuring measuring;

    CatalogueComparison(TableOfQueries table, Measuring measuring) {
        List<TableOfQueries.Query> shuffled = new ArrayList<>(table.queries());
        Collections.shuffle(shuffled, new Random(SEED));
        this.queries = List.copyOf(shuffled);
        this.measuring = measuring;
    }

    /** The way of the application. */
    SearchResult.Way index(Search search, SearchResult.Build build) {
        return way("search index", build, () -> new IndexFinder(search));
    }

    SearchResult.Way like(Database database) {
        return way(LikeFinder.NAME, SearchResult.Build.NONE, () -> new LikeFinder(database));
    }

    SearchResult.Way fullText(Database database) {
        long before = System.nanoTime();
        FullTextFinder.fillTable(database);
        long filled = System.nanoTime();
        FullTextFinder.buildIndexes(database);
        SearchResult.Build build = new SearchResult.Build((filled - before) / 1e9, (System.nanoTime() - filled) / 1e9,
                FullTextFinder.indexBytes(database));
        try {
            return way(FullTextFinder.NAME, build, () -> new FullTextFinder(database));
        }
        finally {
            database.update("DROP TABLE " + FullTextFinder.TABLE);
        }
    }

    private SearchResult.Way way(String name, SearchResult.Build build, Supplier<Finder> finders) {
        List<String> missed = new ArrayList<>();
        try (Finder finder = finders.get()) {
            for (TableOfQueries.Query query : this.queries) {
                Finder.Found found = finder.find(query.text());
                if (!found.isRight(query)) {
                    missed.add(query.group() + ": " + query.text() + " → " + found.first(query.kind()));
                }
            }
        }
        missed.sort(null);
        SearchResult.Speeds speeds = this.measuring.run(name, this.queries,
                (query) -> new SearchResult.QuestionTime(query.group(), query.text(), 0, 0), finders,
                (finder, query) -> finder.find(query.text()));
        return new SearchResult.Way(name, build, this.queries.size(), this.queries.size() - missed.size(), missed,
                speeds);
    }

    /** What a person has typed on the way to each query. */
    SearchResult.Speeds suggestions(Search search) {
        List<String> beginnings = this.queries.stream()
            .map(TableOfQueries.Query::text)
            .flatMap((text) -> List.of(1, 2, 3, 5)
                .stream()
                .filter((length) -> length <= text.length())
                .map((length) -> text.substring(0, length)))
            .distinct()
            .toList();
        return this.measuring.run("suggestions", beginnings,
                (typed) -> new SearchResult.QuestionTime(typed.length() + " letters", typed, 0, 0), () -> search,
                Search::suggestions);
    }

}
