package io.ticketblue.review;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.attendance.Visit;
import io.ticketblue.booking.attendance.Visits;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.database.DatabaseFailures;
import io.ticketblue.shared.database.MayBeStale;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The reviews of performances. A review is shown unless staff have hidden it; only what
 * is shown counts for the rating, which is changed in the same transaction.
 */
@Service
public class Reviews {

    private static final int MOST_ATTEMPTS = 3;

    private final ReviewRepository reviews;

    private final RatingRepository ratings;

    private final Visits visits;

    private final Catalog catalog;

    private final Accounts accounts;

    private final AuditTrail trail;

    private final ApplicationEventPublisher events;

    private final Clock clock;

    private final TransactionTemplate transaction;

    Reviews(ReviewRepository reviews, RatingRepository ratings, Visits visits, Catalog catalog, Accounts accounts,
            AuditTrail trail, ApplicationEventPublisher events, Clock clock, PlatformTransactionManager transactions) {
        this.reviews = reviews;
        this.ratings = ratings;
        this.visits = visits;
        this.catalog = catalog;
        this.accounts = accounts;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Publishes what a buyer says of a visit: of a booking of which the buyer still has
     * seats, of a round that has begun and was not cancelled. That the booking is
     * cancelled later changes nothing.
     * @return the review, which everybody can read
     * @throws InvalidRequest naming each field that breaks a rule
     * @throws io.ticketblue.catalog.PerformanceNotFound if there is none, or it is
     * archived
     * @throws NotABuyer if the reservation is no such booking of the buyer
     * @throws NotAttendedYet if its round has not begun
     * @throws ReviewAlreadyWritten if it has a review, also a hidden one
     * @throws io.ticketblue.accounts.AccountNotFound if the account was closed a moment
     * ago
     */
    public ReviewView post(AccountId buyer, PerformanceId performance, ReservationId reservation, ReviewDraft draft) {
        ReviewRules.Checked checked = ReviewRules.check(draft);
        for (int attempt = 1;; attempt++) {
            try {
                return Objects.requireNonNull(
                        this.transaction.execute((status) -> post(buyer, performance, reservation, checked)));
            }
            catch (ConcurrencyFailureException ex) {
                // Several for a visit whose former review is being deleted may deadlock.
                if (attempt == MOST_ATTEMPTS || !DatabaseFailures.isDeadlock(ex)) {
                    throw ex;
                }
            }
        }
    }

    private ReviewView post(AccountId buyer, PerformanceId performance, ReservationId reservation,
            ReviewRules.Checked checked) {
        this.catalog.requireShown(performance);
        Visit visit = visit(buyer, reservation);
        if (!visit.performance().equals(performance) || !visit.booked()
                || this.catalog.isCancelledLocked(visit.round())) {
            throw new NotABuyer();
        }
        Instant now = this.clock.instant();
        if (!visit.begun(now)) {
            throw new NotAttendedYet();
        }
        ReviewId id = this.reviews.insert(new StoredReview(new ReviewId(0), performance, reservation, buyer,
                MaskedName.of(this.accounts.openAccount(buyer).name()), checked.rating(), checked.content(), now, null,
                null, null));
        // Again, now that the new row keeps both as they are until the commit.
        this.accounts.openAccount(buyer);
        if (!visit(buyer, reservation).booked()) {
            throw new NotABuyer();
        }
        this.ratings.add(performance, checked.rating());
        this.events.publishEvent(new ReviewPosted(id, performance));
        return this.reviews.find(id).orElseThrow().view();
    }

    private Visit visit(AccountId buyer, ReservationId reservation) {
        return this.visits.find(buyer, reservation).orElseThrow(NotABuyer::new);
    }

    /**
     * Changes the own review, also while it is hidden; it stays hidden then.
     * @return the review as it is now
     * @throws InvalidRequest naming each field that breaks a rule
     * @throws ReviewNotFound if there is none
     * @throws NotTheAuthor if it is somebody else's
     */
    @Transactional
    public ReviewView change(AccountId author, ReviewId id, ReviewDraft draft) {
        ReviewRules.Checked checked = ReviewRules.check(draft);
        StoredReview present = lockOwn(author, id);
        this.reviews.edit(id, MaskedName.of(this.accounts.openAccount(author).name()), checked.rating(),
                checked.content(), this.clock.instant());
        if (!present.hidden()) {
            if (present.rating() != checked.rating()) {
                this.ratings.move(present.performance(), present.rating(), checked.rating());
            }
            this.events.publishEvent(new ReviewChanged(id, present.performance()));
        }
        return this.reviews.find(id).orElseThrow().view();
    }

    /**
     * Deletes the own review. The visit may be reviewed again then, unless the review was
     * hidden.
     * @throws ReviewNotFound if there is none
     * @throws NotTheAuthor if it is somebody else's
     */
    @Transactional
    public void delete(AccountId author, ReviewId id) {
        StoredReview present = lockOwn(author, id);
        if (present.hidden()) {
            this.reviews.deleteContent(id);
            return;
        }
        this.reviews.delete(id);
        this.ratings.remove(present.performance(), present.rating());
        this.events.publishEvent(new ReviewRemoved(id, present.performance()));
    }

    private StoredReview lockOwn(AccountId author, ReviewId id) {
        StoredReview present = lock(id);
        if (!author.equals(present.account())) {
            throw present.hidden() ? new ReviewNotFound() : new NotTheAuthor();
        }
        return present;
    }

    private StoredReview lock(ReviewId id) {
        return this.reviews.lock(id).filter((review) -> !review.deleted()).orElseThrow(ReviewNotFound::new);
    }

    /**
     * Hides a review from everybody but its author, or gives a hidden one another reason.
     * It counts no more. Recorded in the audit trail.
     * @param reason why, which its author reads too: 1 to 200 characters
     * @throws InvalidRequest if the reason is missing or too long
     * @throws ReviewNotFound if there is none
     */
    @Transactional
    public void hide(ReviewId id, @Nullable String reason) {
        String why = ReviewRules.reason(reason);
        StoredReview present = lock(id);
        this.reviews.hide(id, why, this.clock.instant());
        this.trail.record("review.hidden", "review " + id, null, Map.of("reason", why));
        if (!present.hidden()) {
            this.ratings.remove(present.performance(), present.rating());
            this.events.publishEvent(new ReviewRemoved(id, present.performance()));
        }
    }

    /**
     * Shows a hidden review again. It counts again. Nothing happens if it is shown.
     * Recorded in the audit trail.
     * @param reason why: 1 to 200 characters
     * @throws InvalidRequest if the reason is missing or too long
     * @throws ReviewNotFound if there is none
     */
    @Transactional
    public void show(ReviewId id, @Nullable String reason) {
        String why = ReviewRules.reason(reason);
        StoredReview present = lock(id);
        if (!present.hidden()) {
            return;
        }
        this.reviews.show(id);
        this.trail.record("review.shown", "review " + id, null, Map.of("reason", why));
        this.ratings.add(present.performance(), present.rating());
        this.events.publishEvent(new ReviewPosted(id, present.performance()));
    }

    /**
     * One review that everybody may read.
     * @throws ReviewNotFound if there is none, or it is hidden
     */
    @Transactional(readOnly = true)
    public ReviewView review(ReviewId id) {
        return this.reviews.find(id)
            .filter((review) -> !review.hidden())
            .map(StoredReview::view)
            .orElseThrow(ReviewNotFound::new);
    }

    /**
     * A part of the reviews of a performance with the rating of all of them. What is
     * written meanwhile neither repeats nor skips a review on the pages that follow,
     * unless its rating changes.
     * @param after what an earlier page named as next, null for the first page
     * @param size how many reviews at most, 1 to {@value Paging#MAX_SIZE}
     * @throws io.ticketblue.catalog.PerformanceNotFound if there is none, or it is
     * archived
     * @throws InvalidRequest if {@code after} or the size is not as it must be
     */
    @MayBeStale
    public ReviewPage page(PerformanceId performance, ReviewSort sort, @Nullable String after, int size) {
        ReviewCursor cursor = ReviewCursor.parse(after);
        int most = new Paging(0, size).size();
        this.catalog.requireShown(performance);
        List<ReviewView> found = this.reviews.page(performance, sort, cursor, most + 1);
        List<ReviewView> items = found.subList(0, Math.min(most, found.size()));
        return new ReviewPage(items, (found.size() > most) ? ReviewCursor.of(items.getLast()).toString() : null,
                this.ratings.summary(performance));
    }

    /**
     * A person's own reviews of a performance, newest first, as they are right now.
     */
    @Transactional(readOnly = true)
    public List<OwnReview> own(AccountId author, PerformanceId performance) {
        return this.reviews.of(author, performance)
            .stream()
            .filter((review) -> !review.deleted())
            .map(StoredReview::own)
            .toList();
    }

    /**
     * The own review of a visit, as it is right now.
     * @return empty if there is none, or it was deleted
     */
    @Transactional(readOnly = true)
    public Optional<OwnReview> own(AccountId author, ReservationId reservation) {
        return this.reviews.of(reservation)
            .filter((review) -> author.equals(review.account()) && !review.deleted())
            .map(StoredReview::own);
    }

    /**
     * The visits of a performance that a person may review, the latest first.
     */
    @Transactional(readOnly = true)
    public List<Visit> unreviewed(AccountId buyer, PerformanceId performance) {
        Set<ReservationId> reviewed = this.reviews.of(buyer, performance)
            .stream()
            .map(StoredReview::reservation)
            .collect(Collectors.toSet());
        return this.visits.begun(buyer, performance)
            .stream()
            .filter((visit) -> !reviewed.contains(visit.reservation()))
            .toList();
    }

}
