package io.ticketblue.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.rating.Rating;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import org.jspecify.annotations.Nullable;

/**
 * What a search finds, in three groups.
 *
 * @param query what was searched
 * @param didYouMean what may have been meant, if nothing has exactly what was typed; the
 * results are then those of similar texts
 * @param performances the performances of the page
 * @param facets how many of all found performances there are of each kind
 * @param performers the best of the performers
 * @param venues the best of the venues
 */
public record SearchResults(String query, @Nullable String didYouMean, Page<PerformanceHit> performances, Facets facets,
        Group<PerformerHit> performers, Group<VenueHit> venues) {

    /** The same results for what may have been meant. */
    public SearchResults meant(String text) {
        return new SearchResults(this.query, text, this.performances, this.facets, this.performers, this.venues);
    }

    /** The same results with other facts about the performances of the page. */
    public SearchResults with(Page<PerformanceHit> page) {
        return new SearchResults(this.query, this.didYouMean, page, this.facets, this.performers, this.venues);
    }

    /** Whether there is nothing in any group. */
    public boolean empty() {
        return this.performances.total() == 0 && this.performers.total() == 0 && this.venues.total() == 0;
    }

    /**
     * The best of what was found.
     *
     * @param <T> what is found
     * @param total how many there are
     * @param items the best
     */
    public record Group<T>(long total, List<T> items) {
    }

    /**
     * A performance.
     *
     * @param id identifies it
     * @param title the title, matches marked
     * @param category its kind
     * @param venue where it is
     * @param startDate the first day
     * @param endDate the last day
     * @param lowestPrice the cheapest grade
     * @param posterUrl the poster in card size, null when there is none
     * @param bookingOpensAt the earliest opening of booking of its coming rounds, null
     * when there is none
     * @param rating what reviews say of it
     * @param performers those of the cast whose name or role matches, at most five
     */
    public record PerformanceHit(PerformanceId id, Highlight title, Category category, VenueHit venue,
            LocalDate startDate, LocalDate endDate, Money lowestPrice, @Nullable String posterUrl,
            @Nullable Instant bookingOpensAt, Rating rating, List<Highlight> performers) {

        /** The same performance with another rating. */
        public PerformanceHit with(Rating current) {
            return new PerformanceHit(this.id, this.title, this.category, this.venue, this.startDate, this.endDate,
                    this.lowestPrice, this.posterUrl, this.bookingOpensAt, current, this.performers);
        }

    }

    /**
     * A performer.
     *
     * @param id identifies the performer
     * @param name the stage name, matches marked
     */
    public record PerformerHit(PerformerId id, Highlight name) {
    }

    /**
     * A venue.
     *
     * @param id identifies it
     * @param name its name, matches marked
     * @param address where it is
     */
    public record VenueHit(VenueId id, Highlight name, String address) {
    }

    /**
     * How many performances there are of each kind; what has none is left out.
     *
     * @param category by category, the most frequent first
     * @param month by month in which they run, the earliest first
     * @param region by region of the venue, the most frequent first
     * @param price by price of the cheapest seat, the lowest first
     */
    public record Facets(List<Facet<Category>> category, List<Facet<YearMonth>> month, List<Facet<Region>> region,
            List<Facet<PriceBand>> price) {

        /** Nothing. */
        public static final Facets NONE = new Facets(List.of(), List.of(), List.of(), List.of());

    }

    /**
     * One value and how often it occurs.
     *
     * @param <T> the kind of value
     * @param value the value
     * @param count how many performances have it, 1 or more
     */
    public record Facet<T>(T value, long count) {
    }

}
