package io.ticketblue.review;

import java.util.ArrayList;
import java.util.List;

import io.ticketblue.Pairs;
import io.ticketblue.catalog.PerformanceId;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The control of the concurrency tests: reads the counts and writes them back, where
 * {@link RatingRepository} lets the database add and subtract. Two read before either
 * writes.
 */
final class UnguardedRatings extends RatingRepository {

    private final Pairs pairs = new Pairs();

    private final JdbcClient sql;

    UnguardedRatings(JdbcClient sql) {
        super(sql);
        this.sql = sql;
    }

    @Override
    void add(PerformanceId performance, int rating) {
        List<Long> counts = new ArrayList<>(summary(performance).histogram());
        this.pairs.await();
        counts.set(rating - 1, counts.get(rating - 1) + 1);
        this.sql.sql("REPLACE INTO review_rating VALUES (:performance, :counts)")
            .param("performance", performance.value())
            .param("counts", counts)
            .update();
    }

}
