package io.ticketblue.search.query;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.ticketblue.catalog.Category;
import io.ticketblue.search.Highlight;
import io.ticketblue.search.PriceBand;
import io.ticketblue.search.Region;
import io.ticketblue.search.SearchResults;
import io.ticketblue.search.Suggestion;
import io.ticketblue.shared.Page;

/** What the API answers to searches. */
final class SearchJson {

    private SearchJson() {
    }

    /** The results of a search. */
    @Schema(name = "SearchResults")
    record Results(String query,
            @Schema(description = "What may have been meant, if nothing has what was typed; the items are then those "
                    + "of similar texts") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String didYouMean,
            Performances performances, Performers performers, Venues venues) {

        static Results of(SearchResults results) {
            return new Results(results.query(), results.didYouMean(),
                    Performances.of(results.performances(), results.facets()),
                    new Performers(results.performers().total(),
                            results.performers()
                                .items()
                                .stream()
                                .map((hit) -> new Named(hit.id().value(), hit.name().text(), hit.name().html()))
                                .toList()),
                    new Venues(results.venues().total(),
                            results.venues()
                                .items()
                                .stream()
                                .map((hit) -> new FoundVenue(hit.id().value(), hit.name().text(), hit.name().html(),
                                        hit.address()))
                                .toList()));
        }

    }

    /** The performances of a page, and how many there are of each kind. */
    @Schema(name = "FoundPerformances")
    record Performances(long total, int page, int size, List<Performance> items, Facets facets) {

        static Performances of(Page<SearchResults.PerformanceHit> page, SearchResults.Facets facets) {
            return new Performances(page.total(), page.page(), page.size(),
                    page.items().stream().map(Performance::of).toList(), Facets.of(facets));
        }

    }

    /** A performance. */
    @Schema(name = "FoundPerformance")
    record Performance(long id, String title, String highlight, Category category, FoundVenue venue,
            LocalDate startDate, LocalDate endDate, long lowestPrice, @Nullable String posterUrl,
            @Nullable Instant bookingOpensAt, RatingOf rating,
            @Schema(description = "Those of the cast that match, as highlights") List<String> performers) {

        static Performance of(SearchResults.PerformanceHit hit) {
            return new Performance(hit.id().value(), hit.title().text(), hit.title().html(), hit.category(),
                    new FoundVenue(hit.venue().id().value(), hit.venue().name().text(), hit.venue().name().html(),
                            hit.venue().address()),
                    hit.startDate(), hit.endDate(), hit.lowestPrice().won(), hit.posterUrl(), hit.bookingOpensAt(),
                    new RatingOf(hit.rating().average(), hit.rating().count()),
                    hit.performers().stream().map(Highlight::html).toList());
        }

    }

    /** What reviews say. */
    @Schema(name = "FoundRating")
    record RatingOf(@Schema(description = "Null without reviews") @Nullable Double average, long count) {
    }

    /** The best of the performers. */
    @Schema(name = "FoundPerformers")
    record Performers(long total, List<Named> items) {
    }

    /** The best of the venues. */
    @Schema(name = "FoundVenues")
    record Venues(long total, List<FoundVenue> items) {
    }

    /** A performer. */
    @Schema(name = "FoundPerformer")
    record Named(long id, String name, String highlight) {
    }

    /** A venue. */
    @Schema(name = "FoundVenue")
    record FoundVenue(long id, String name, String highlight, String address) {
    }

    /** How many performances there are of each kind. */
    @Schema(name = "SearchFacets")
    record Facets(List<CategoryCount> category, List<MonthCount> month, List<RegionCount> region,
            List<PriceCount> price) {

        static Facets of(SearchResults.Facets facets) {
            return new Facets(
                    facets.category().stream().map((one) -> new CategoryCount(one.value(), one.count())).toList(),
                    facets.month().stream().map((one) -> new MonthCount(one.value().toString(), one.count())).toList(),
                    facets.region().stream().map((one) -> new RegionCount(one.value(), one.count())).toList(),
                    facets.price().stream().map((one) -> new PriceCount(one.value(), one.count())).toList());
        }

    }

    /** How many performances a category has. */
    record CategoryCount(Category value, long count) {
    }

    /** How many performances run in a month. */
    record MonthCount(String value, long count) {
    }

    /** How many performances a region has. */
    record RegionCount(Region value, long count) {
    }

    /** How many performances cost so much. */
    record PriceCount(PriceBand value, long count) {
    }

    /** A suggestion. */
    @Schema(name = "Suggestion")
    record Suggested(Suggestion.Kind kind, long id, String text, String highlight) {

        static Suggested of(Suggestion suggestion) {
            return new Suggested(suggestion.kind(), suggestion.id(), suggestion.text().text(),
                    suggestion.text().html());
        }

    }

}
