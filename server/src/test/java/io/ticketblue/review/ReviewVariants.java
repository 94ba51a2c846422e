package io.ticketblue.review;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import io.ticketblue.Pairs;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.attendance.Visits;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.database.RetriedTransaction;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The facade of reviews with something that happens in the middle of its transactions,
 * and, for controls, without one of its guards.
 */
final class ReviewVariants {

    private final JdbcClient sql;

    private final Visits visits;

    private final Catalog catalog;

    private final Accounts accounts;

    private final AuditTrail trail;

    private final ApplicationEventPublisher events;

    private final Clock clock;

    private final PlatformTransactionManager transactions;

    ReviewVariants(JdbcClient sql, Visits visits, Catalog catalog, Accounts accounts, AuditTrail trail,
            ApplicationEventPublisher events, Clock clock, PlatformTransactionManager transactions) {
        this.sql = sql;
        this.visits = visits;
        this.catalog = catalog;
        this.accounts = accounts;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
        this.transactions = transactions;
    }

    static ReviewVariants in(ApplicationContext application) {
        return application.getAutowireCapableBeanFactory().createBean(ReviewVariants.class);
    }

    /** All guards are there. Something happens before a review is inserted. */
    Reviews beforeInsert(Runnable before) {
        ReviewRepository reviews = new HaltedReviews(before);
        RatingRepository ratings = new RatingRepository(this.sql);
        return of(new Editing(reviews, ratings), reviews, ratings);
    }

    /** The same, and the row's account and reservation are not looked at again. */
    Reviews beforeInsertWithoutSecondCheck(Runnable before) {
        ReviewRepository reviews = new HaltedReviews(before);
        RatingRepository ratings = new RatingRepository(this.sql);
        return of(new Editing(reviews, ratings) {

            @Override
            void requireStillBooked(AccountId buyer, ReservationId reservation) {
                // What was read before the insertion counts.
            }

        }, reviews, ratings);
    }

    /** All guards are there. Something happens when all but the rating is written. */
    Reviews beforeCounting(Runnable before) {
        ReviewRepository reviews = new ReviewRepository(this.sql);
        RatingRepository ratings = new HaltedRatings(before);
        return of(new Editing(reviews, ratings), reviews, ratings);
    }

    /** The same, and the round is read without a lock. */
    Reviews beforeCountingWithoutLockOfRound(Runnable before) {
        ReviewRepository reviews = new ReviewRepository(this.sql);
        RatingRepository ratings = new HaltedRatings(before);
        return of(new Editing(reviews, ratings) {

            @Override
            boolean isCancelled(RoundId round) {
                return ReviewVariants.this.catalog.round(round).cancelled();
            }

        }, reviews, ratings);
    }

    /** Reviews are read without a lock, by two at a time. */
    Reviews withoutLock() {
        ReviewRepository reviews = new UnlockedReviews();
        RatingRepository ratings = new RatingRepository(this.sql);
        return of(new Editing(reviews, ratings), reviews, ratings);
    }

    /** Ratings are read and written back instead of counted by the database. */
    Reviews withoutAtomicCounters() {
        ReviewRepository reviews = new ReviewRepository(this.sql);
        RatingRepository ratings = new UnguardedRatings(this.sql);
        return of(new Editing(reviews, ratings), reviews, ratings);
    }

    private Reviews of(ReviewEditing editing, ReviewRepository reviews, RatingRepository ratings) {
        return new Reviews(editing, reviews, ratings, this.visits, this.catalog,
                new RetriedTransaction(this.transactions));
    }

    private class Editing extends ReviewEditing {

        Editing(ReviewRepository reviews, RatingRepository ratings) {
            super(reviews, ratings, ReviewVariants.this.visits, ReviewVariants.this.catalog,
                    ReviewVariants.this.accounts, ReviewVariants.this.trail, ReviewVariants.this.events,
                    ReviewVariants.this.clock);
        }

    }

    private final class HaltedReviews extends ReviewRepository {

        private final Runnable before;

        HaltedReviews(Runnable before) {
            super(ReviewVariants.this.sql);
            this.before = before;
        }

        @Override
        ReviewId insert(PerformanceId performance, ReservationId reservation, AccountId account, String author,
                ReviewRules.Checked draft, Instant at) {
            this.before.run();
            return super.insert(performance, reservation, account, author, draft, at);
        }

    }

    private final class UnlockedReviews extends ReviewRepository {

        private final Pairs pairs = new Pairs();

        UnlockedReviews() {
            super(ReviewVariants.this.sql);
        }

        @Override
        Optional<StoredReview> lock(ReviewId id) {
            Optional<StoredReview> found = find(id);
            this.pairs.await();
            return found;
        }

    }

    private final class HaltedRatings extends RatingRepository {

        private final Runnable before;

        HaltedRatings(Runnable before) {
            super(ReviewVariants.this.sql);
            this.before = before;
        }

        @Override
        void add(PerformanceId performance, int rating) {
            this.before.run();
            super.add(performance, rating);
        }

    }

}
