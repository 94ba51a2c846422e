package io.ticketblue.review;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.Together;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountNotFound;
import io.ticketblue.accounts.closing.AccountClosings;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.CancellationTerms;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.review.ReviewScene.Played;
import io.ticketblue.review.ReviewScene.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What happens to a review while its account, booking or round ends, and to one that two
 * change at the same time.
 */
@IntegrationTest
class ReviewLockIntegrationTests {

    private static final ReviewDraft DRAFT = new ReviewDraft(5, "두 번째 막이 특히 좋았습니다.");

    @Autowired
    private Reviews reviews;

    @Autowired
    private RatingRepository ratings;

    @Autowired
    private AccountClosings closings;

    @Autowired
    private BoxOffice boxOffice;

    @Autowired
    private JdbcClient sql;

    private ReviewScene scene;

    private ReviewVariants variants;

    private Played played;

    private Visitor visitor;

    @BeforeEach
    void createReviewedPerformance(@Autowired ApplicationContext application) {
        this.scene = ReviewScene.in(application);
        this.variants = ReviewVariants.in(application);
        this.played = this.scene.played(2);
        this.visitor = this.played.visitors().getFirst();
        post(this.reviews, this.played.visitors().getLast());
    }

    @Test
    void refusesTheReviewOfAnAccountThatIsClosedBeforeTheInsertion() {
        Reviews guarded = this.variants.beforeInsert(inAnotherThread(this::closeAccount));
        assertThatExceptionOfType(AccountNotFound.class).isThrownBy(() -> post(guarded, this.visitor));
        assertThat(authors()).isOne();
        assertCounted();
    }

    @Test
    void publishesTheNameOfAClosedAccountWithoutTheSecondCheck() {
        post(this.variants.beforeInsertWithoutSecondCheck(inAnotherThread(this::closeAccount)), this.visitor);
        assertThat(authors()).isEqualTo(2);
    }

    @Test
    void makesTheClosingOfTheAccountWaitForAReviewThatIsInserted() {
        assertThat(isDoneBeforeTheCommit(this.variants::beforeCounting, this::closeAccount)).isFalse();
        assertThat(this.scene.recount(this.played.performance()).count()).isEqualTo(2);
        assertThat(authors()).isOne();
        assertCounted();
    }

    @Test
    void refusesTheReviewOfABookingThatIsCancelledBeforeTheInsertion() {
        Reviews guarded = this.variants.beforeInsert(inAnotherThread(this::cancelBooking));
        assertThatExceptionOfType(NotABuyer.class).isThrownBy(() -> post(guarded, this.visitor));
        assertCounted();
    }

    @Test
    void publishesTheReviewOfACancelledBookingWithoutTheSecondCheck() {
        post(this.variants.beforeInsertWithoutSecondCheck(inAnotherThread(this::cancelBooking)), this.visitor);
        assertThat(this.scene.recount(this.played.performance()).count()).isEqualTo(2);
    }

    @Test
    void keepsTheReviewOfABookingWhoseCancellationHasToWait() {
        assertThat(isDoneBeforeTheCommit(this.variants::beforeCounting, this::cancelBooking)).isFalse();
        assertThat(this.scene.recount(this.played.performance()).count()).isEqualTo(2);
        assertCounted();
    }

    @Test
    void makesTheCancellationOfTheRoundWaitForAReviewThatIsWritten() {
        assertThat(isDoneBeforeTheCommit(this.variants::beforeCounting, this::cancelRound)).isFalse();
    }

    @Test
    void publishesTheReviewOfACancelledRoundWithoutTheLock() {
        assertThat(isDoneBeforeTheCommit(this.variants::beforeCountingWithoutLockOfRound, this::cancelRound)).isTrue();
    }

    private boolean isDoneBeforeTheCommit(Function<Runnable, Reviews> variant, Runnable work) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        AtomicBoolean before = new AtomicBoolean();
        Runnable start = startAndAwaitLock(done, work);
        post(variant.apply(() -> {
            start.run();
            before.set(done.isDone());
        }), this.visitor);
        done.join();
        return before.get();
    }

    @Test
    void countsAfterTheListenersHaveWritten() {
        String changes = "SELECT COALESCE(MAX(id), 0) FROM search_change WHERE thing_id = ?";
        long performance = this.played.performance().value();
        long former = this.sql.sql(changes).param(performance).query(Long.class).single();
        AtomicLong latest = new AtomicLong();
        post(this.variants.beforeCounting(
                () -> latest.set(this.sql.sql(changes).param(performance).query(Long.class).single())), this.visitor);
        assertThat(latest).hasValueGreaterThan(former);
    }

    @Test
    void countsAReviewOnceThatTwoHideOrDeleteAtTheSameTime() {
        ReviewId id = post(this.reviews, this.visitor).id();
        together(this.reviews, (reviews) -> reviews.hide(id, "광고", null), (reviews) -> reviews.hide(id, "욕설", null));
        assertCounted();
        together(this.reviews, (reviews) -> reviews.show(id, "실수", null), (reviews) -> reviews.show(id, "오해", null));
        assertCounted();
        AccountId author = this.visitor.person();
        together(this.reviews, (reviews) -> reviews.change(author, id, new ReviewDraft(1, DRAFT.content())),
                (reviews) -> reviews.change(author, id, new ReviewDraft(2, DRAFT.content())));
        assertCounted();
        together(this.reviews, (reviews) -> reviews.hide(id, "광고", null), (reviews) -> reviews.delete(author, id));
        assertCounted();
    }

    @Test
    void countsAReviewTwiceThatTwoHideWithoutTheLock() {
        ReviewId id = post(this.reviews, this.visitor).id();
        together(this.variants.withoutLock(), (reviews) -> reviews.hide(id, "광고", null),
                (reviews) -> reviews.hide(id, "욕설", null));
        assertThat(this.scene.recount(this.played.performance()).of(5)).isOne();
        assertThat(this.ratings.summary(this.played.performance()).of(5)).isZero();
        this.ratings.add(this.played.performance(), 5);
    }

    @Test
    void countsAReviewUnderTwoRatingsThatTwoChangeWithoutTheLock() {
        ReviewId id = post(this.reviews, this.visitor).id();
        AccountId author = this.visitor.person();
        together(this.variants.withoutLock(),
                (reviews) -> reviews.change(author, id, new ReviewDraft(1, DRAFT.content())),
                (reviews) -> reviews.change(author, id, new ReviewDraft(2, DRAFT.content())));
        RatingSummary counted = this.ratings.summary(this.played.performance());
        assertThat(counted.of(1)).isOne();
        assertThat(counted.of(2)).isOne();
        assertThat(counted.of(5)).isZero();
        this.sql.sql("DELETE FROM review_rating WHERE performance_id = ?")
            .param(this.played.performance().value())
            .update();
        this.sql.sql("DELETE FROM review WHERE performance_id = ?").param(this.played.performance().value()).update();
    }

    /**
     * Both at once. One may find that the review is gone.
     */
    private static void together(Reviews reviews, Consumer<Reviews> one, Consumer<Reviews> other) {
        Queue<Consumer<Reviews>> both = new ConcurrentLinkedQueue<>(List.of(one, other));
        Together.run(2, () -> {
            try {
                both.remove().accept(reviews);
                return true;
            }
            catch (ReviewNotFound ex) {
                return false;
            }
        });
    }

    private static Runnable inAnotherThread(Runnable work) {
        return () -> CompletableFuture.runAsync(work).join();
    }

    /** Starts work, and goes on once it is done or waits for a lock. */
    private Runnable startAndAwaitLock(CompletableFuture<Boolean> done, Runnable work) {
        return () -> {
            done.completeAsync(() -> {
                work.run();
                return true;
            });
            await().until(() -> done.isDone() || waitingForLocks() > 0);
        };
    }

    private int waitingForLocks() {
        return this.sql.sql("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")
            .query(Integer.class)
            .single();
    }

    private void closeAccount() {
        this.closings.close(this.visitor.person(), ApiClient.PASSWORD);
    }

    private void cancelBooking() {
        this.boxOffice.cancel(this.visitor.reservation(), CancelSeats.all("관람 불편"), CancellationTerms.FULL_REFUND);
    }

    /** Rounds that have begun are cancelled by nobody; this one began meanwhile. */
    private void cancelRound() {
        RoundId round = this.played.round();
        this.sql.sql("UPDATE performance_round SET cancelled_at = UTC_TIMESTAMP(6) WHERE id = ?")
            .param(round.value())
            .update();
    }

    private ReviewView post(Reviews writing, Visitor by) {
        return writing.post(by.person(), this.played.performance(), by.reservation(), DRAFT);
    }

    private long authors() {
        return this.sql.sql("SELECT COUNT(*) FROM review WHERE performance_id = ? AND author IS NOT NULL")
            .param(this.played.performance().value())
            .query(Long.class)
            .single();
    }

    private void assertCounted() {
        assertThat(this.ratings.summary(this.played.performance()))
            .isEqualTo(this.scene.recount(this.played.performance()));
    }

}
