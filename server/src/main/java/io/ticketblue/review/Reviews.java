package io.ticketblue.review;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.attendance.Visit;
import io.ticketblue.booking.attendance.Visits;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.database.ReplicaFallback;
import io.ticketblue.shared.database.RetriedTransaction;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The reviews of performances. A review is shown unless staff have hidden it; only what
 * is shown counts for the rating, which is changed in the same transaction.
 */
@Service
public class Reviews {

    private final ReviewEditing editing;

    private final ReviewRepository reviews;

    private final RatingRepository ratings;

    private final Visits visits;

    private final Catalog catalog;

    private final RetriedTransaction transaction;

    Reviews(ReviewEditing editing, ReviewRepository reviews, RatingRepository ratings, Visits visits, Catalog catalog,
            RetriedTransaction transaction) {
        this.editing = editing;
        this.reviews = reviews;
        this.ratings = ratings;
        this.visits = visits;
        this.catalog = catalog;
        this.transaction = transaction;
    }

    /**
     * Publishes a review of a booking of which the buyer still has seats, of a round that
     * has begun and was not cancelled. That the booking is cancelled later changes
     * nothing.
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
        return this.transaction.get(() -> this.editing.post(buyer, performance, reservation, checked));
    }

    /**
     * Changes the own review, also while it is hidden; it stays hidden then.
     * @return the review as it is now
     * @throws InvalidRequest naming each field that breaks a rule
     * @throws ReviewNotFound if there is none
     * @throws NotTheAuthor if it is somebody else's
     */
    public ReviewView change(AccountId author, ReviewId id, ReviewDraft draft) {
        ReviewRules.Checked checked = ReviewRules.check(draft);
        return this.transaction.get(() -> this.editing.change(author, id, checked));
    }

    /**
     * Deletes the own review. The booking may be reviewed again then, unless the review
     * was hidden or staff have yet to decide on a report of it: otherwise the same text
     * could be posted again at once.
     * @throws ReviewNotFound if there is none
     * @throws NotTheAuthor if it is somebody else's
     */
    public void delete(AccountId author, ReviewId id) {
        this.transaction.run(() -> this.editing.delete(author, id));
    }

    /**
     * Hides a review from everybody but its author, or gives a hidden one another reason.
     * It counts no more. Recorded in the audit trail.
     * @param reason why, which its author reads too: 1 to 200 characters
     * @param version the version of the review that was looked at; null to hide any
     * @throws InvalidRequest if the reason is missing or too long
     * @throws ReviewNotFound if there is none
     * @throws ReviewChangedMeanwhile if it has another version now
     */
    public void hide(ReviewId id, @Nullable String reason, @Nullable Integer version) {
        String why = ReviewRules.reason(reason);
        this.transaction.run(() -> this.editing.hide(id, why, version));
    }

    /**
     * Shows a hidden review again. It counts again. Nothing happens if it is shown.
     * Recorded in the audit trail.
     * @param reason why: 1 to 200 characters
     * @param version the version of the review that was looked at; null to show any
     * @throws InvalidRequest if the reason is missing or too long
     * @throws ReviewNotFound if there is none
     * @throws ReviewChangedMeanwhile if it has another version now
     */
    public void show(ReviewId id, @Nullable String reason, @Nullable Integer version) {
        String why = ReviewRules.reason(reason);
        this.transaction.run(() -> this.editing.show(id, why, version));
    }

    /**
     * One review that everybody may read.
     * @throws ReviewNotFound if there is none, or it is hidden
     * @throws io.ticketblue.catalog.PerformanceNotFound if its performance is archived
     */
    @ReplicaFallback
    @Transactional(readOnly = true)
    public ReviewView review(ReviewId id) {
        ReviewView review = this.reviews.find(id)
            .filter((found) -> !found.hidden())
            .map(StoredReview::view)
            .orElseThrow(ReviewNotFound::new);
        this.catalog.requireShown(review.performance());
        return review;
    }

    /**
     * A page of the reviews of a performance with the rating of all of them, both of the
     * same moment, as they are right now. What is written meanwhile neither repeats nor
     * skips a review on the pages that follow, unless its rating changes.
     * @param after what an earlier page named as next, null for the first page
     * @param size how many reviews at most, 1 to {@value Paging#MAX_SIZE}
     * @throws io.ticketblue.catalog.PerformanceNotFound if there is none, or it is
     * archived
     * @throws InvalidRequest if {@code after} or the size is not as it must be
     */
    @ReplicaFallback
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
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
     * A person's own reviews of a performance and the bookings that they may review, as
     * they are right now; from the replica while the primary does not answer.
     */
    @ReplicaFallback
    @Transactional(readOnly = true)
    public Own own(AccountId person, PerformanceId performance) {
        List<StoredReview> stored = this.reviews.of(person, performance);
        Set<ReservationId> reviewed = stored.stream().map(StoredReview::reservation).collect(Collectors.toSet());
        return new Own(stored.stream().filter((review) -> !review.deleted()).map(StoredReview::own).toList(),
                this.visits.begun(person, performance)
                    .stream()
                    .filter((visit) -> !reviewed.contains(visit.reservation()))
                    .toList());
    }

    /**
     * The own review of a booking, as it is right now; from the replica while the primary
     * does not answer.
     * @return empty if there is none, or it was deleted
     */
    @ReplicaFallback
    @Transactional(readOnly = true)
    public Optional<OwnReview> own(AccountId author, ReservationId reservation) {
        return this.reviews.of(reservation)
            .filter((review) -> author.equals(review.account()) && !review.deleted())
            .map(StoredReview::own);
    }

    /**
     * What concerns one person about the reviews of a performance.
     *
     * @param reviews the person's own reviews, newest first
     * @param unreviewed the bookings that the person may review, the latest round first
     */
    public record Own(List<OwnReview> reviews, List<Visit> unreviewed) {
    }

}
