package io.ticketblue.search.query;

import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

import io.ticketblue.catalog.rating.Rating;
import io.ticketblue.catalog.rating.Ratings;
import io.ticketblue.search.SearchResults;
import io.ticketblue.search.SearchResults.PerformanceHit;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.database.DatabaseFailures;

/**
 * Replaces the ratings of the index by those of the database, with one query for a page
 * of results: the index follows within seconds, but a rating is the same everywhere as
 * soon as a review has changed. While the database does not answer, results keep the
 * ratings of the index.
 */
@Component
class CurrentRatings {

    private static final Logger LOG = LoggerFactory.getLogger(CurrentRatings.class);

    private final Ratings ratings;

    CurrentRatings(Ratings ratings) {
        this.ratings = ratings;
    }

    SearchResults in(SearchResults results) {
        Page<PerformanceHit> page = results.performances();
        if (page.items().isEmpty()) {
            return results;
        }
        try {
            Map<Long, Rating> current = this.ratings.of(page.items().stream().map((hit) -> hit.id().value()).toList());
            return results.with(page.map((hit) -> hit.with(current.getOrDefault(hit.id().value(), Rating.NONE))));
        }
        catch (DataAccessException ex) {
            if (!DatabaseFailures.isOutage(ex)) {
                throw ex;
            }
            if (!DatabaseFailures.isConnectionLost(ex)) {
                LOG.warn("Results of a search keep the ratings of the index", ex);
            }
            return results;
        }
    }

}
