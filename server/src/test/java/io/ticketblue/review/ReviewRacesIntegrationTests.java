package io.ticketblue.review;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.ticketblue.IntegrationTest;
import io.ticketblue.Together;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.review.ReviewScene.Played;
import io.ticketblue.review.ReviewScene.Visitor;
import io.ticketblue.shared.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reviews that are written, changed, hidden and deleted at the same time. The rating is
 * counted again afterwards, one review by one.
 */
@IntegrationTest
class ReviewRacesIntegrationTests {

    private static final String TEXT = "두 번째 막이 특히 좋았습니다.";

    @Autowired
    private Reviews reviews;

    @Autowired
    private RatingRepository ratings;

    @Autowired
    private RatingAudit audit;

    @Autowired
    private JdbcTemplate jdbc;

    private ReviewScene scene;

    private Reviews unguarded;

    @BeforeEach
    void createScene(@Autowired ApplicationContext application) {
        this.scene = ReviewScene.in(application);
        this.unguarded = ReviewVariants.in(application).withoutAtomicCounters();
    }

    @Test
    void countsEveryReviewOnceWhateverHappensAtTheSameTime() {
        Played played = this.scene.played(20);
        Queue<Integer> turns = shuffled(24);
        AtomicInteger done = new AtomicInteger();
        Together.run(turns.size(), () -> {
            Random random = new Random(turns.remove());
            done.addAndGet(act(played.performance(), played.visitors(), random));
            return random;
        });
        assertThat(done).hasValueGreaterThan(200);
        assertThat(this.ratings.summary(played.performance())).isEqualTo(this.scene.recount(played.performance()));
        assertThat(this.audit.wrong()).doesNotContain(played.performance().value());
    }

    /** A few of the things that can be done with a review, some of which are refused. */
    private int act(PerformanceId performance, List<Visitor> visitors, Random random) {
        int done = 0;
        for (int step = 0; step < 25; step++) {
            try {
                act(performance, visitors.get(random.nextInt(visitors.size())), random.nextInt(6),
                        1 + random.nextInt(5));
                done++;
            }
            catch (Problem problem) {
                assertThat(problem.code()).isIn("review.already-written", "review.not-found");
            }
        }
        return done;
    }

    private void act(PerformanceId performance, Visitor visitor, int what, int rating) {
        ReviewDraft draft = new ReviewDraft(rating, TEXT);
        List<OwnReview> own = this.reviews.own(visitor.person(), performance).reviews();
        if (own.isEmpty() || what == 0) {
            this.reviews.post(visitor.person(), performance, visitor.reservation(), draft);
            return;
        }
        ReviewId id = own.getFirst().review().id();
        switch (what) {
            case 1 -> this.reviews.delete(visitor.person(), id);
            case 2 -> this.reviews.hide(id, "확인 중", null);
            case 3 -> this.reviews.show(id, "문제없음", null);
            default -> this.reviews.change(visitor.person(), id, draft);
        }
    }

    @Test
    void countsTheFirstReviewsOfAPerformanceThatComeTogether() {
        Played played = this.scene.played(24);
        Queue<Visitor> visitors = new ConcurrentLinkedQueue<>(played.visitors());
        Together.run(24, () -> post(this.reviews, played, visitors.remove(), 5));
        assertThat(this.ratings.summary(played.performance()).of(5)).isEqualTo(24);
    }

    @Test
    void losesReviewsWithoutTheGuardAndTheAuditFindsIt() {
        Played played = this.scene.played(2);
        this.ratings.add(played.performance(), 1);
        this.ratings.remove(played.performance(), 1);
        Queue<Visitor> visitors = new ConcurrentLinkedQueue<>(played.visitors());
        Together.run(2, () -> post(this.unguarded, played, visitors.remove(), 5));
        assertThat(this.scene.recount(played.performance()).of(5)).isEqualTo(2);
        assertThat(this.ratings.summary(played.performance()).of(5)).isEqualTo(1);
        assertThat(this.audit.wrong()).contains(played.performance().value());
        this.ratings.add(played.performance(), 5);
        assertThat(this.audit.wrong()).doesNotContain(played.performance().value());
    }

    @Test
    void repairsARatingAsTheManualSays() throws IOException {
        Played played = this.scene.played(3);
        for (int number = 0; number < 3; number++) {
            post(this.reviews, played, played.visitors().get(number), 3 + number);
        }
        this.reviews.hide(this.reviews.own(played.visitors().getFirst().person(), played.performance())
            .reviews()
            .getFirst()
            .review()
            .id(), "광고", null);
        for (String wrong : List.of("UPDATE review_rating SET rated_1 = 7, rated_4 = 0", "DELETE FROM review_rating")) {
            this.jdbc.update(wrong + " WHERE performance_id = ?", played.performance().value());
            assertThat(this.audit.wrong()).contains(played.performance().value());
            repair(played.performance());
            assertThat(this.audit.wrong()).doesNotContain(played.performance().value());
            assertThat(this.ratings.summary(played.performance()).histogram()).containsExactly(0L, 0L, 0L, 1L, 1L);
        }
    }

    private void repair(PerformanceId performance) throws IOException {
        String manual = Files.readString(Path.of("..", "docs", "operations.md"));
        int begin = manual.indexOf("    SET TRANSACTION", manual.indexOf("### A rating that differs from its reviews"));
        String end = "    COMMIT;";
        String script = manual.substring(begin, manual.indexOf(end, begin) + end.length())
            .replace("4711", performance.toString());
        this.jdbc.execute((Connection connection) -> {
            for (String statement : script.split(";")) {
                try (Statement each = connection.createStatement()) {
                    each.execute(statement.strip());
                }
            }
            return true;
        });
    }

    @Test
    void publishesOneOfManyReviewsOfTheSameBooking() {
        Played played = this.scene.played(1);
        List<Boolean> answers = together(played);
        assertThat(answers).filteredOn((written) -> written).hasSize(1);
        assertThat(this.scene.recount(played.performance()).count()).isEqualTo(1);
        assertThat(this.ratings.summary(played.performance()).count()).isEqualTo(1);
    }

    @Test
    void publishesSeveralWithoutTheUniqueKey() {
        Played played = this.scene.played(1);
        this.jdbc.execute("ALTER TABLE review ADD INDEX ix_review_control (reservation_id), "
                + "DROP INDEX uk_review_reservation");
        try {
            assertThat(together(played)).filteredOn((written) -> written).hasSizeGreaterThan(1);
        }
        finally {
            this.jdbc.update("DELETE FROM review WHERE performance_id = ?", played.performance().value());
            this.jdbc.update("DELETE FROM review_rating WHERE performance_id = ?", played.performance().value());
            this.jdbc.execute("ALTER TABLE review ADD CONSTRAINT uk_review_reservation UNIQUE (reservation_id), "
                    + "DROP INDEX ix_review_control");
        }
    }

    /** The same person, many times at once. */
    private List<Boolean> together(Played played) {
        return Together.run(8, () -> {
            try {
                post(this.reviews, played, played.visitors().getFirst(), 4);
                return true;
            }
            catch (ReviewAlreadyWritten ex) {
                return false;
            }
        });
    }

    private static ReviewView post(Reviews reviews, Played played, Visitor visitor, int rating) {
        return reviews.post(visitor.person(), played.performance(), visitor.reservation(),
                new ReviewDraft(rating, TEXT));
    }

    private static Queue<Integer> shuffled(int count) {
        List<Integer> numbers = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(numbers, new Random(7));
        return new ConcurrentLinkedQueue<>(numbers);
    }

}
