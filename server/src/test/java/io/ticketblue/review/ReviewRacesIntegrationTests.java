package io.ticketblue.review;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.Together;
import io.ticketblue.accounts.AccountNotFound;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.closing.AccountClosings;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.attendance.Visits;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.review.ReviewScene.Played;
import io.ticketblue.review.ReviewScene.Visitor;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

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
    private JdbcClient sql;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private AccountClosings closings;

    private ReviewScene scene;

    private Reviews unguarded;

    @BeforeEach
    void openTheHouse(@Autowired ApplicationContext application, @Autowired ReviewRepository rows,
            @Autowired Visits visits, @Autowired Catalog catalog, @Autowired Accounts accounts,
            @Autowired AuditTrail trail, @Autowired ApplicationEventPublisher events, @Autowired Clock clock,
            @Autowired PlatformTransactionManager transactions) {
        this.scene = ReviewScene.in(application);
        this.unguarded = new Reviews(rows, new UnguardedRatings(this.sql), visits, catalog, accounts, trail, events,
                clock, transactions);
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
        List<OwnReview> own = this.reviews.own(visitor.person(), performance);
        if (own.isEmpty() || what == 0) {
            this.reviews.post(visitor.person(), performance, visitor.reservation(), draft);
            return;
        }
        ReviewId id = own.getFirst().review().id();
        switch (what) {
            case 1 -> this.reviews.delete(visitor.person(), id);
            case 2 -> this.reviews.hide(id, "확인 중");
            case 3 -> this.reviews.show(id, "문제없음");
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
    void publishesOneOfManyReviewsOfTheSameVisit() {
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

    @Test
    void leavesNoAuthorWhoseAccountIsClosedMeanwhile() {
        PerformanceId performance = this.scene.performance();
        RoundId round = this.scene.round(performance);
        List<SeatId> seats = this.scene.seats(round);
        List<Visitor> visitors = this.scene.visitors(round, 12);
        ReservationId another = this.scene.booked(visitors.getFirst().person(), round, seats.get(12));
        this.scene.begin(round);
        Played played = new Played(performance, round, visitors);
        post(this.reviews, played, new Visitor(visitors.getFirst().person(), another), 3);
        for (Visitor visitor : visitors) {
            Queue<Boolean> roles = new ConcurrentLinkedQueue<>(List.of(true, false));
            Together.run(2, () -> {
                if (roles.remove()) {
                    this.closings.close(visitor.person(), ApiClient.PASSWORD);
                }
                else {
                    try {
                        post(this.reviews, played, visitor, 5);
                    }
                    catch (AccountNotFound ex) {
                        assertThat(this.reviews.own(visitor.person(), visitor.reservation())).isEmpty();
                    }
                }
                return true;
            });
        }
        assertThat(this.sql.sql("SELECT COUNT(*) FROM review WHERE performance_id = ? AND author IS NOT NULL")
            .param(performance.value())
            .query(Long.class)
            .single()).isZero();
        assertThat(this.ratings.summary(performance)).isEqualTo(this.scene.recount(performance));
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
