package io.ticketblue.review.moderation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.review.ReviewChangedMeanwhile;
import io.ticketblue.review.ReviewId;
import io.ticketblue.review.ReviewNotFound;
import io.ticketblue.review.ReviewRules;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.TooManyRequests;
import io.ticketblue.shared.limit.RateLimit;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reports of reviews by readers, and staff's list of reported and hidden reviews. Hiding
 * a review decides on its reports too.
 */
@Service
public class ReviewReports {

    private final ReportRepository reports;

    private final Accounts accounts;

    private final AuditTrail trail;

    private final RateLimit limit;

    private final Clock clock;

    ReviewReports(ReportRepository reports, Accounts accounts, AuditTrail trail, ReportSettings settings, Clock clock) {
        this.reports = reports;
        this.accounts = accounts;
        this.trail = trail;
        this.limit = new RateLimit(settings.most(), settings.window(), clock);
        this.clock = clock;
    }

    /**
     * Reports a review to staff.
     * @param reason 1 to 200 characters
     * @throws InvalidRequest if the reason is missing or too long
     * @throws ReviewNotFound if there is no such review, or it is hidden
     * @throws OwnReviewReported if it is the person's own
     * @throws AlreadyReported if the person has reported it, unless staff decided on that
     * report before the review was changed; the new report then replaces it
     * @throws TooManyRequests if the person has reported too many reviews
     */
    @Transactional
    public Report report(AccountId person, ReviewId review, @Nullable String reason) {
        String why = ReviewRules.reason(reason);
        lockPerson(person);
        ReportRepository.Reported reported = this.reports.lock(review)
            .filter(ReportRepository.Reported::shown)
            .orElseThrow(ReviewNotFound::new);
        if (Objects.equals(reported.account(), person.value())) {
            throw new OwnReviewReported();
        }
        Optional<Duration> wait = this.limit.count(person.toString());
        if (wait.isPresent()) {
            throw new TooManyRequests(wait.get());
        }
        Instant now = this.clock.instant();
        return new Report(insert(review, person, why, now, reported.version()), review, why, now);
    }

    /**
     * Keeps the account open until the commit. It is locked first, as closing it locks
     * the account and then its reports.
     */
    void lockPerson(AccountId person) {
        this.accounts.lockOpenAccount(person);
    }

    private long insert(ReviewId review, AccountId person, String reason, Instant at, int version) {
        try {
            return this.reports.insert(review, person, reason, at);
        }
        catch (DuplicateKeyException ex) {
            if (!this.reports.deleteDecidedBefore(review, person, version)) {
                this.limit.takeBack(person.toString());
                throw new AlreadyReported();
            }
            return this.reports.insert(review, person, reason, at);
        }
    }

    /**
     * A person's own report.
     * @throws ReviewNotFound if there is none
     */
    @Transactional(readOnly = true)
    public Report report(AccountId person, ReviewId review, long id) {
        return this.reports.find(person, review, id).orElseThrow(ReviewNotFound::new);
    }

    /**
     * A page of the reviews in a state, in its order.
     * @param performance null for reviews of all performances
     */
    @Transactional(readOnly = true)
    public Page<ModeratedReview> reviews(ModerationState state, @Nullable PerformanceId performance, Paging paging) {
        return this.reports.page(state, performance, paging);
    }

    /**
     * A review as staff see it, also a hidden one.
     * @throws ReviewNotFound if there is none
     */
    @Transactional(readOnly = true)
    public ModeratedReview review(ReviewId id) {
        return this.reports.find(id).orElseThrow(ReviewNotFound::new);
    }

    /**
     * Decides that the open reports of a review do not make it to be hidden. Recorded in
     * the audit trail, if there were any.
     * @param version the version of the review that was looked at; null for any
     * @param last the latest report that was looked at; null for all
     * @throws ReviewNotFound if there is no such review
     * @throws ReviewChangedMeanwhile if it has another version now
     */
    @Transactional
    public void dismiss(ReviewId id, @Nullable Integer version, @Nullable Long last) {
        int present = this.reports.lock(id).orElseThrow(ReviewNotFound::new).version();
        if (version != null && version != present) {
            throw new ReviewChangedMeanwhile(present);
        }
        int dismissed = this.reports.handle(id, (last != null) ? last : Long.MAX_VALUE, this.clock.instant());
        if (dismissed > 0) {
            this.trail.record("review.reports-dismissed", "review " + id, null, Map.of("reports", dismissed));
        }
    }

}
