package io.ticketblue.review;

import java.sql.Connection;
import java.util.Objects;

import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How the database finds a page among many reviews, and that it finds all of them. */
@IntegrationTest
class ReviewReadsIntegrationTests {

    private static final int MANY = 20_000;

    @Autowired
    private Reviews reviews;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void readsAPageOfManyReviewsFromOneRangeInEachOrder(@Autowired ApplicationContext application) {
        PerformanceId performance = crowd(ReviewScene.in(application));
        for (ReviewSort sort : ReviewSort.values()) {
            ReviewPage first = this.reviews.page(performance, sort, null, 20);
            assertThat(first.items()).hasSize(20);
            assertThat(first.summary().count()).isEqualTo(MANY);
            assertThat(rowsRead(performance, sort, null)).as("rows read for the first page, %s", sort)
                .isLessThanOrEqualTo(23);
            String middle = "3-" + first.items().get(10).id();
            assertThat(rowsRead(performance, sort, middle)).as("rows read after %s, %s", middle, sort)
                .isLessThanOrEqualTo(23);
        }
    }

    /** What the storage engine hands over, the page itself included. */
    private long rowsRead(PerformanceId performance, ReviewSort sort, @Nullable String after) {
        ReviewCursor cursor = ReviewCursor.parse(after);
        return Objects.requireNonNull(this.jdbc.execute((Connection connection) -> {
            SingleConnectionDataSource same = new SingleConnectionDataSource(connection, true);
            JdbcTemplate session = new JdbcTemplate(same);
            session.execute("FLUSH STATUS");
            new ReviewRepository(JdbcClient.create(same)).page(performance, sort, cursor, 21);
            return session.queryForList("SHOW SESSION STATUS LIKE 'Handler_read%'")
                .stream()
                .filter((row) -> !"Handler_read_retry".equals(row.get("Variable_name")))
                .mapToLong((row) -> Long.parseLong(String.valueOf(row.get("Value"))))
                .sum();
        }));
    }

    private PerformanceId crowd(ReviewScene scene) {
        ReviewScene.Played played = scene.played(1);
        RoundId round = played.round();
        long person = played.visitors().getFirst().person().value();
        long first = 900_000_000_000L;
        this.jdbc.update("""
                INSERT INTO reservation (id, code, account_id, round_id, status, seat_count, amount, booking_fee,
                    created_at, confirmed_at)
                SELECT ? + seq, CONCAT('R', LPAD(seq, 7, '0')), ?, ?, 'CONFIRMED', 1, 0, 0, NOW(6), NOW(6)
                FROM seq_1_to_20000""", first, person, round.value());
        this.jdbc.update("""
                INSERT INTO review (performance_id, reservation_id, account_id, author, rating, content, created_at)
                SELECT ?, ? + seq, ?, '김*객', 1 + seq % 5, CONCAT('많은 후기 가운데 하나 ', seq), NOW(6)
                FROM seq_1_to_20000""", played.performance().value(), first, person);
        this.jdbc.update("INSERT INTO review_rating VALUES (?, 4000, 4000, 4000, 4000, 4000)",
                played.performance().value());
        return played.performance();
    }

}
