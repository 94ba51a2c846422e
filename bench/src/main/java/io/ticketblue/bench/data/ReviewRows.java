package io.ticketblue.bench.data;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

import io.ticketblue.review.MaskedName;

/**
 * Reviews of people whose round is over, with the counters of their ratings. Those of one
 * performance are written in the order of their times, as their ids tell it.
 */
final class ReviewRows {

    private static final int RATINGS = 5;

    private final Plan plan;

    private final RowWriter reviews;

    private final RowWriter ratings;

    private final List<Review> waiting = new ArrayList<>();

    ReviewRows(Plan plan, Batch batch) throws SQLException {
        this.plan = plan;
        this.reviews = batch.into("review",
                "id, performance_id, reservation_id, account_id, author, rating, content, created_at");
        this.ratings = batch.into("review_rating", "performance_id, rated_1, rated_2, rated_3, rated_4, rated_5");
    }

    /**
     * Whoever booked may write about it.
     * @param startsAt of the round
     */
    void booked(long reservation, long account, Instant startsAt, SplittableRandom random) {
        if (random.nextInt(100) < this.plan.shape().reviewPercent()) {
            Instant at = startsAt.plus(Duration.ofMinutes(180 + random.nextInt(10 * 24 * 60)));
            if (at.isBefore(this.plan.horizon())) {
                this.waiting.add(new Review(reservation, account, rating(random), Words.review(random),
                        MaskedName.of(AccountRows.name(this.plan.shape(), account)), at));
            }
        }
    }

    private static int rating(SplittableRandom random) {
        int percent = random.nextInt(100);
        return (percent < 52) ? 5 : (percent < 78) ? 4 : (percent < 90) ? 3 : (percent < 96) ? 2 : 1;
    }

    /** Writes the reviews of a performance. */
    void write(int index) {
        if (this.waiting.isEmpty()) {
            return;
        }
        this.waiting.sort(Comparator.comparing(Review::at).thenComparing(Review::reservation));
        long[] counts = new long[RATINGS];
        long id = this.plan.firstBooking(index);
        for (Review review : this.waiting) {
            this.reviews.add(id, index + 1L, review.reservation(), review.account(), review.author(), review.rating(),
                    review.content(), Batch.utc(review.at()));
            counts[review.rating() - 1]++;
            id++;
        }
        this.ratings.add(index + 1L, counts[0], counts[1], counts[2], counts[3], counts[4]);
        this.waiting.clear();
    }

    private record Review(long reservation, long account, int rating, String content, String author, Instant at) {
    }

}
