package io.ticketblue.review;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.review.ReviewScene.Played;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How the database finds pages among many reviews. */
@IntegrationTest
class ReviewReadsIntegrationTests {

    private static final int MANY = 20_000;

    private static final long FIRST = 900_000_000_000L;

    @Autowired
    private Reviews reviews;

    @Autowired
    private JdbcTemplate jdbc;

    private Played played;

    @BeforeEach
    void writeManyReviews(@Autowired ApplicationContext application) {
        this.played = ReviewScene.in(application).played(1);
        RoundId round = this.played.round();
        long person = this.played.visitors().getFirst().person().value();
        this.jdbc.update("""
                INSERT INTO reservation (id, code, account_id, round_id, status, seat_count, amount, booking_fee,
                    created_at, confirmed_at)
                SELECT ? + seq, CONCAT('R', LPAD(seq, 7, '0')), ?, ?, 'CONFIRMED', 1, 0, 0, NOW(6), NOW(6)
                FROM seq_1_to_20000""", FIRST, person, round.value());
        this.jdbc.update("""
                INSERT INTO review (performance_id, reservation_id, account_id, author, rating, content, created_at)
                SELECT ?, ? + seq, ?, '김*객', 1 + seq % 5, CONCAT('많은 후기 가운데 하나 ', seq), NOW(6)
                FROM seq_1_to_20000""", this.played.performance().value(), FIRST, person);
        this.jdbc.update("""
                INSERT INTO review_rating (performance_id, rated_1, rated_2, rated_3, rated_4, rated_5)
                VALUES (?, 4000, 4000, 4000, 4000, 4000)""", this.played.performance().value());
    }

    @AfterEach
    void deleteThem() {
        this.jdbc.update("DELETE FROM review WHERE performance_id = ?", this.played.performance().value());
        this.jdbc.update("DELETE FROM review_rating WHERE performance_id = ?", this.played.performance().value());
        this.jdbc.update("DELETE FROM reservation WHERE id > ? AND id <= ?", FIRST, FIRST + MANY);
    }

    @Test
    void readsAPageOfManyReviewsFromOneRangeInEachOrder() {
        PerformanceId performance = this.played.performance();
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

    @Test
    void findsEachOfManyReviewsOnceInTheOrderOfTheRatings() {
        List<ReviewView> found = new ArrayList<>();
        String after = null;
        do {
            ReviewPage page = this.reviews.page(this.played.performance(), ReviewSort.LOWEST, after, 100);
            found.addAll(page.items());
            after = page.next();
        }
        while (after != null);
        assertThat(found).hasSize(MANY)
            .isSortedAccordingTo(Comparator.comparingInt(ReviewView::rating)
                .thenComparing((review) -> review.id().value(), Comparator.reverseOrder()));
        assertThat(found.stream().map(ReviewView::id).distinct()).hasSize(MANY);
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

}
