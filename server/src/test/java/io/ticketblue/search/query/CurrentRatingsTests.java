package io.ticketblue.search.query;

import java.sql.SQLTransientConnectionException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.rating.Rating;
import io.ticketblue.catalog.rating.Ratings;
import io.ticketblue.search.Highlight;
import io.ticketblue.search.SearchResults;
import io.ticketblue.search.text.Highlighter;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CurrentRatingsTests {

    private final SearchResults found = results(new Rating(2, 9), Rating.NONE, new Rating(1, 1));

    @Test
    void replacesTheRatingsOfTheIndex() {
        Ratings now = (ids) -> {
            assertThat(ids).containsExactly(1L, 2L, 3L);
            return Map.of(1L, new Rating(3, 14), 2L, new Rating(1, 5));
        };
        assertThat(ratings(new CurrentRatings(now).in(this.found))).containsExactly(new Rating(3, 14), new Rating(1, 5),
                Rating.NONE);
    }

    @Test
    void keepsThoseOfTheIndexWhileTheDatabaseDoesNotAnswer() {
        CurrentRatings refused = new CurrentRatings((ids) -> {
            throw new CannotGetJdbcConnectionException("away", new SQLTransientConnectionException("away", "08001"));
        });
        CurrentRatings slow = new CurrentRatings((ids) -> {
            throw new QueryTimeoutException("too slow");
        });
        assertThat(refused.in(this.found)).isEqualTo(this.found);
        assertThat(slow.in(this.found)).isEqualTo(this.found);
    }

    @Test
    void hidesNoMistake() {
        CurrentRatings wrong = new CurrentRatings((ids) -> {
            throw new InvalidDataAccessResourceUsageException("no such table");
        });
        assertThatExceptionOfType(InvalidDataAccessResourceUsageException.class).isThrownBy(() -> wrong.in(this.found));
    }

    @Test
    void asksNothingIfNothingWasFound() {
        Ratings never = (Collection<Long> ids) -> {
            throw new AssertionError("asked");
        };
        SearchResults nothing = results();
        assertThat(new CurrentRatings(never).in(nothing)).isEqualTo(nothing);
    }

    private static List<Rating> ratings(SearchResults results) {
        return results.performances().items().stream().map(SearchResults.PerformanceHit::rating).toList();
    }

    private static SearchResults results(Rating... ratings) {
        Highlight text = new Highlighter("별").of("별");
        SearchResults.VenueHit venue = new SearchResults.VenueHit(new VenueId(1), text, "서울");
        List<SearchResults.PerformanceHit> hits = new ArrayList<>();
        for (Rating rating : ratings) {
            hits.add(new SearchResults.PerformanceHit(new PerformanceId(hits.size() + 1), text, Category.PLAY, venue,
                    LocalDate.EPOCH, LocalDate.EPOCH, Money.ZERO, null, null, rating, List.of()));
        }
        return new SearchResults("별", null, Page.of(hits, new Paging(0, 20), hits.size()), SearchResults.Facets.NONE,
                new SearchResults.Group<>(0, List.of()), new SearchResults.Group<>(0, List.of()));
    }

}
