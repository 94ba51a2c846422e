package io.ticketblue.search.query;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.hibernate.search.engine.search.aggregation.AggregationKey;
import org.hibernate.search.engine.search.query.SearchResult;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;

import org.springframework.stereotype.Service;

import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.rating.Rating;
import io.ticketblue.search.Highlight;
import io.ticketblue.search.PriceBand;
import io.ticketblue.search.Region;
import io.ticketblue.search.Search;
import io.ticketblue.search.SearchQuery;
import io.ticketblue.search.SearchResults;
import io.ticketblue.search.SearchResults.Facet;
import io.ticketblue.search.SearchResults.Facets;
import io.ticketblue.search.SearchResults.Group;
import io.ticketblue.search.SearchResults.PerformanceHit;
import io.ticketblue.search.SearchResults.PerformerHit;
import io.ticketblue.search.SearchResults.VenueHit;
import io.ticketblue.search.Suggestion;
import io.ticketblue.search.catalog.CatalogIndex;
import io.ticketblue.search.catalog.NameRow;
import io.ticketblue.search.catalog.PerformanceDocument;
import io.ticketblue.search.catalog.PerformanceRow;
import io.ticketblue.search.catalog.PerformerDocument;
import io.ticketblue.search.catalog.VenueDocument;
import io.ticketblue.search.catalog.VenueRow;
import io.ticketblue.search.index.LiveIndex;
import io.ticketblue.search.index.LiveIndexes;
import io.ticketblue.search.synonym.Synonyms;
import io.ticketblue.search.text.Highlighter;
import io.ticketblue.search.text.Keyboard;
import io.ticketblue.search.text.SearchText;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;

/** Asks the index of the catalogue. */
@Service
class IndexSearch implements Search {

    /** For all queries of a request together. */
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private static final int MOST_VALUES = 200;

    private static final int MOST_CAST = 5;

    private static final int CANDIDATES = 40;

    private static final int MOST_PERFORMANCES = 7;

    private static final AggregationKey<Map<String, Long>> CATEGORY = AggregationKey.of("category");

    private static final AggregationKey<Map<String, Long>> MONTH = AggregationKey.of("months");

    private static final AggregationKey<Map<String, Long>> REGION = AggregationKey.of("region");

    private static final AggregationKey<Map<String, Long>> PRICE = AggregationKey.of("price");

    private final LiveIndex index;

    private final Synonyms synonyms;

    private final Spelling spelling;

    private final CurrentRatings ratings;

    private final Clock clock;

    IndexSearch(LiveIndexes indexes, Synonyms synonyms, CurrentRatings ratings, Clock clock) {
        this.index = indexes.index(CatalogIndex.NAME);
        this.synonyms = synonyms;
        this.spelling = new Spelling(this.index);
        this.ratings = ratings;
        this.clock = clock;
    }

    @Override
    public SearchResults search(SearchQuery query) {
        return this.ratings.in(found(query));
    }

    private SearchResults found(SearchQuery query) {
        QueryText text = QueryText.of(query.text(), this.synonyms);
        if (text.folded().isEmpty()) {
            return new SearchResults(query.text(), null, Page.of(List.of(), query.paging(), 0), Facets.NONE,
                    new Group<>(0, List.of()), new Group<>(0, List.of()));
        }
        Deadline deadline = Deadline.in(LONGEST);
        SearchResults exact = results(query, text, deadline);
        if (!exact.empty() || (query.filtered() && anything(text, deadline))) {
            return exact;
        }
        String korean = Keyboard.korean(query.text());
        SearchResults typedInKorean = korean.equals(query.text()) ? exact : meant(query, korean, deadline);
        if (!typedInKorean.empty()) {
            return typedInKorean;
        }
        String corrected = this.spelling.correct(query.text(), deadline);
        SearchResults similar = (corrected != null) ? meant(query, corrected, deadline) : exact;
        return similar.empty() ? exact : similar;
    }

    private SearchResults meant(SearchQuery query, String text, Deadline deadline) {
        return results(query, QueryText.of(text, this.synonyms), deadline).meant(text);
    }

    /**
     * Whether there is something without the filters, so that no mistake is to be
     * assumed.
     */
    private boolean anything(QueryText text, Deadline deadline) {
        SearchQuery unfiltered = new SearchQuery(text.text(), new Paging(0, 1));
        return this.index.read((session) -> session.search(PerformanceDocument.class)
            .where((all) -> new Predicates(all).performances(text, unfiltered, this.clock.instant()))
            .failAfter(deadline.millis(), TimeUnit.MILLISECONDS)
            .fetchTotalHitCount()) > 0;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(this.clock.instant(), Formats.SEOUL);
    }

    private SearchResults results(SearchQuery query, QueryText text, Deadline deadline) {
        return this.index.read((session) -> results(session, query, text, deadline));
    }

    private SearchResults results(SearchSession session, SearchQuery query, QueryText text, Deadline deadline) {
        SearchResult<PerformanceRow> performances = performances(session, query, text, deadline);
        var performers = session.search(PerformerDocument.class)
            .select(NameRow.class)
            .where((all) -> new Predicates(all).names(text))
            .sort((by) -> by.score().then().field("length").asc())
            .failAfter(deadline.millis(), TimeUnit.MILLISECONDS)
            .fetch(MOST_NAMES);
        var venues = session.search(VenueDocument.class)
            .select(VenueRow.class)
            .where((all) -> new Predicates(all).names(text))
            .sort((by) -> by.score().then().field("length").asc())
            .failAfter(deadline.millis(), TimeUnit.MILLISECONDS)
            .fetch(MOST_NAMES);
        Highlighter marking = new Highlighter(text.text(), text.synonyms());
        return new SearchResults(query.text(), null,
                Page.of(performances.hits().stream().map((row) -> hit(row, marking)).toList(), query.paging(),
                        performances.total().hitCount()),
                facets(performances),
                new Group<>(performers.total().hitCount(),
                        performers.hits()
                            .stream()
                            .map((row) -> new PerformerHit(new PerformerId(row.id()), marking.of(row.name())))
                            .toList()),
                new Group<>(venues.total().hitCount(),
                        venues.hits()
                            .stream()
                            .map((row) -> new VenueHit(new VenueId(row.id()), marking.of(row.name()), row.address()))
                            .toList()));
    }

    private SearchResult<PerformanceRow> performances(SearchSession session, SearchQuery query, QueryText text,
            Deadline deadline) {
        int offset = (int) Math.min(query.paging().offset(), MOST_PAGED);
        int size = Math.min(query.paging().size(), MOST_PAGED - offset);
        return session.search(PerformanceDocument.class)
            .select(PerformanceRow.class)
            .where((all) -> new Predicates(all).performances(text, query, this.clock.instant()))
            .sort((by) -> Orders.of(query.sort(), by))
            .aggregation(CATEGORY, (values) -> values.terms().field("category", String.class).maxTermCount(MOST_VALUES))
            .aggregation(MONTH, (values) -> values.terms().field("months", String.class).maxTermCount(MOST_VALUES))
            .aggregation(REGION, (values) -> values.terms().field("region", String.class).maxTermCount(MOST_VALUES))
            .aggregation(PRICE, (values) -> values.terms().field("price", String.class).maxTermCount(MOST_VALUES))
            .failAfter(deadline.millis(), TimeUnit.MILLISECONDS)
            .fetch(offset, size);
    }

    private static PerformanceHit hit(PerformanceRow row, Highlighter highlighter) {
        List<Highlight> cast = row.cast()
            .stream()
            .map(highlighter::of)
            .filter(Highlight::matched)
            .limit(MOST_CAST)
            .toList();
        return new PerformanceHit(new PerformanceId(row.id()), highlighter.of(row.title()),
                Category.valueOf(row.category()),
                new VenueHit(new VenueId(row.venueId()), highlighter.of(row.venueName()), row.address()),
                row.startDate(), row.endDate(), new Money(row.lowestPrice()), row.posterUrl(), row.opensAt(),
                new Rating(row.ratings(), row.ratingSum()), cast);
    }

    private static Facets facets(SearchResult<?> result) {
        return new Facets(facet(result.aggregation(CATEGORY), Category::valueOf, false),
                facet(result.aggregation(MONTH), YearMonth::parse, true),
                facet(result.aggregation(REGION), Region::valueOf, false),
                facet(result.aggregation(PRICE), PriceBand::valueOf, true));
    }

    private static <T extends Comparable<T>> List<Facet<T>> facet(Map<String, Long> counts, Function<String, T> reader,
            boolean byValue) {
        List<Facet<T>> facets = new ArrayList<>();
        counts.forEach((value, count) -> facets.add(new Facet<>(reader.apply(value), count)));
        facets.sort((one, other) -> {
            int order = byValue ? 0 : Long.compare(other.count(), one.count());
            return (order != 0) ? order : one.value().compareTo(other.value());
        });
        return facets;
    }

    @Override
    public List<Suggestion> suggestions(String typed) {
        String text = SearchQuery.checked(typed);
        String folded = SearchText.fold(text);
        if (folded.isEmpty()) {
            return List.of();
        }
        Deadline deadline = Deadline.in(LONGEST);
        List<NameRow> rows = begun(folded, deadline);
        String korean = Keyboard.korean(text);
        if (rows.isEmpty() && !korean.equals(text)) {
            return chosen(begun(SearchText.fold(korean), deadline), new Highlighter(korean));
        }
        return chosen(rows, new Highlighter(text));
    }

    private List<NameRow> begun(String folded, Deadline deadline) {
        return this.index.read((session) -> session
            .search(List.of(PerformanceDocument.class, PerformerDocument.class, VenueDocument.class))
            .select(NameRow.class)
            .where((all) -> new Predicates(all).suggestions(folded, today()))
            .sort((by) -> by.score().then().field("length").asc())
            .failAfter(deadline.millis(), TimeUnit.MILLISECONDS)
            .fetchHits(CANDIDATES));
    }

    /** Each text once, and performances leave room for others. */
    private static List<Suggestion> chosen(List<NameRow> rows, Highlighter highlighter) {
        Map<String, NameRow> different = new LinkedHashMap<>();
        rows.forEach((row) -> different.putIfAbsent(row.kind() + " " + row.name(), row));
        long others = different.values().stream().filter((row) -> !isPerformance(row)).count();
        long room = Math.max(MOST_PERFORMANCES, MOST_SUGGESTIONS - others);
        Set<NameRow> left = new HashSet<>();
        different.values().stream().filter(IndexSearch::isPerformance).skip(room).forEach(left::add);
        return different.values()
            .stream()
            .filter((row) -> !left.contains(row))
            .limit(MOST_SUGGESTIONS)
            .map((row) -> new Suggestion(Suggestion.Kind.valueOf(row.kind()), row.id(), highlighter.of(row.name())))
            .toList();
    }

    private static boolean isPerformance(NameRow row) {
        return row.kind().equals(Suggestion.Kind.PERFORMANCE.name());
    }

}
