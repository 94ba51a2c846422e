package io.ticketblue.review;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.attendance.Visit;
import io.ticketblue.booking.attendance.Visits;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.AuditTrail;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Writes, changes, deletes, hides and shows reviews in the caller's transaction. The
 * rating is changed last, after the listeners of the events have written what they write,
 * so that its row, which all reviews of a performance share, is locked for a short time.
 */
@Component
class ReviewEditing {

    private final ReviewRepository reviews;

    private final RatingRepository ratings;

    private final Visits visits;

    private final Catalog catalog;

    private final Accounts accounts;

    private final AuditTrail trail;

    private final ApplicationEventPublisher events;

    private final Clock clock;

    ReviewEditing(ReviewRepository reviews, RatingRepository ratings, Visits visits, Catalog catalog, Accounts accounts,
            AuditTrail trail, ApplicationEventPublisher events, Clock clock) {
        this.reviews = reviews;
        this.ratings = ratings;
        this.visits = visits;
        this.catalog = catalog;
        this.accounts = accounts;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    ReviewView post(AccountId buyer, PerformanceId performance, ReservationId reservation, ReviewRules.Checked draft) {
        this.catalog.requireShown(performance);
        Visit visit = visit(buyer, reservation);
        if (!visit.performance().equals(performance) || !visit.booked() || isCancelled(visit.round())) {
            throw new NotABuyer();
        }
        Instant now = this.clock.instant();
        if (!visit.begun(now)) {
            throw new NotAttendedYet();
        }
        ReviewId id = this.reviews.insert(performance, reservation, buyer, maskedName(buyer), draft, now);
        requireStillBooked(buyer, reservation);
        ReviewView posted = this.reviews.find(id).orElseThrow().view();
        this.events.publishEvent(new ReviewPosted(id, performance));
        this.ratings.add(performance, draft.rating());
        return posted;
    }

    /** Whether the organiser has cancelled the round, who then waits for the commit. */
    boolean isCancelled(RoundId round) {
        return this.catalog.isCancelledLocked(round);
    }

    /**
     * Checks account and reservation once more, now that the new row keeps both as they
     * are until the commit.
     */
    void requireStillBooked(AccountId buyer, ReservationId reservation) {
        this.accounts.openAccount(buyer);
        if (!visit(buyer, reservation).booked()) {
            throw new NotABuyer();
        }
    }

    private Visit visit(AccountId buyer, ReservationId reservation) {
        return this.visits.find(buyer, reservation).orElseThrow(NotABuyer::new);
    }

    private String maskedName(AccountId account) {
        return MaskedName.of(this.accounts.openAccount(account).name());
    }

    ReviewView change(AccountId author, ReviewId id, ReviewRules.Checked draft) {
        StoredReview present = lockOwn(author, id);
        this.reviews.edit(id, maskedName(author), draft, this.clock.instant());
        ReviewView changed = this.reviews.find(id).orElseThrow().view();
        if (!present.hidden()) {
            this.events.publishEvent(new ReviewChanged(id, present.performance()));
            if (present.rating() != draft.rating()) {
                this.ratings.move(present.performance(), present.rating(), draft.rating());
            }
        }
        return changed;
    }

    void delete(AccountId author, ReviewId id) {
        StoredReview present = lockOwn(author, id);
        if (present.hidden()) {
            this.reviews.deleteContent(id);
            return;
        }
        Optional<String> reported = this.reviews.openReport(id);
        if (reported.isPresent()) {
            this.reviews.hide(id, reported.get(), this.clock.instant());
            this.reviews.deleteContent(id);
        }
        else {
            this.reviews.delete(id);
        }
        this.events.publishEvent(new ReviewRemoved(id, present.performance()));
        this.ratings.remove(present.performance(), present.rating());
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

    void hide(ReviewId id, String reason, @Nullable Integer version) {
        StoredReview present = lock(id);
        present.requireVersion(version);
        this.reviews.hide(id, reason, this.clock.instant());
        this.trail.record("review.hidden", "review " + id, null, Map.of("reason", reason));
        if (!present.hidden()) {
            this.events.publishEvent(new ReviewRemoved(id, present.performance()));
            this.ratings.remove(present.performance(), present.rating());
        }
    }

    void show(ReviewId id, String reason, @Nullable Integer version) {
        StoredReview present = lock(id);
        if (!present.hidden()) {
            return;
        }
        present.requireVersion(version);
        this.reviews.show(id);
        this.trail.record("review.shown", "review " + id, null, Map.of("reason", reason));
        this.events.publishEvent(new ReviewPosted(id, present.performance()));
        this.ratings.add(present.performance(), present.rating());
    }

}
