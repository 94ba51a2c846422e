package io.ticketblue.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.rating.Rating;
import io.ticketblue.catalog.rating.Ratings;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The table {@code review_rating}: how many shown reviews a performance has of each
 * rating. It is the one source of ratings and is changed in the transaction that changes
 * the review.
 */
@Repository
class RatingRepository implements Ratings {

    private final JdbcClient sql;

    RatingRepository(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public Map<Long, Rating> of(Collection<Long> performances) {
        Map<Long, Rating> ratings = new HashMap<>();
        if (!performances.isEmpty()) {
            this.sql.sql("SELECT * FROM review_rating WHERE performance_id IN (:performances)")
                .param("performances", performances)
                .query((row) -> {
                    ratings.put(row.getLong("performance_id"), summary(row).rating());
                });
        }
        return ratings;
    }

    RatingSummary summary(PerformanceId performance) {
        return this.sql.sql("SELECT * FROM review_rating WHERE performance_id = :performance")
            .param("performance", performance.value())
            .query((row, number) -> summary(row))
            .optional()
            .orElse(RatingSummary.NONE);
    }

    /** Counts a review that is shown from now on. */
    void add(PerformanceId performance, int rating) {
        String column = column(rating);
        this.sql
            .sql("INSERT INTO review_rating (performance_id, " + column + ") VALUES (:performance, 1)"
                    + " ON DUPLICATE KEY UPDATE " + column + " = " + column + " + 1")
            .param("performance", performance.value())
            .update();
    }

    /** Takes back a review that is no longer shown. */
    void remove(PerformanceId performance, int rating) {
        String column = column(rating);
        change(performance, column + " = " + column + " - 1", column);
    }

    /** Counts a shown review under another rating. */
    void move(PerformanceId performance, int from, int to) {
        String less = column(from);
        String more = column(to);
        change(performance, less + " = " + less + " - 1, " + more + " = " + more + " + 1", less);
    }

    private void change(PerformanceId performance, String change, String positive) {
        int changed = this.sql
            .sql("UPDATE review_rating SET " + change + " WHERE performance_id = :performance AND " + positive + " > 0")
            .param("performance", performance.value())
            .update();
        if (changed != 1) {
            throw new IllegalStateException(
                    "The ratings of performance " + performance + " do not count a review that is shown");
        }
    }

    /** The counts of the next performances, in the order of their ids. */
    Map<Long, RatingSummary> after(long performance, int most) {
        Map<Long, RatingSummary> counts = new HashMap<>();
        this.sql.sql("SELECT * FROM review_rating WHERE performance_id > :after ORDER BY performance_id LIMIT :most")
            .param("after", performance)
            .param("most", most)
            .query((row) -> {
                counts.put(row.getLong("performance_id"), summary(row));
            });
        return counts;
    }

    /**
     * Counts the shown reviews themselves, of performances after one and up to another.
     */
    Map<Long, RatingSummary> recount(long after, long upTo) {
        Map<Long, RatingSummary> counts = new HashMap<>();
        this.sql
            .sql("""
                    SELECT performance_id, SUM(rating = 1) AS rated_1, SUM(rating = 2) AS rated_2, SUM(rating = 3) AS rated_3,
                           SUM(rating = 4) AS rated_4, SUM(rating = 5) AS rated_5
                    FROM review FORCE INDEX (ix_review_highest)
                    WHERE performance_id > :after AND performance_id <= :upTo AND shown = 1 GROUP BY performance_id""")
            .param("after", after)
            .param("upTo", upTo)
            .query((row) -> {
                counts.put(row.getLong("performance_id"), summary(row));
            });
        return counts;
    }

    private static String column(int rating) {
        if (rating < 1 || rating > RatingSummary.BEST) {
            throw new IllegalArgumentException("No rating: " + rating);
        }
        return "rated_" + rating;
    }

    private static RatingSummary summary(ResultSet row) throws SQLException {
        List<Long> counts = new ArrayList<>();
        for (int rating = 1; rating <= RatingSummary.BEST; rating++) {
            counts.add(row.getLong(column(rating)));
        }
        return new RatingSummary(counts);
    }

}
