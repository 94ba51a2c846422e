package io.ticketblue.review.moderation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.review.ReviewId;
import io.ticketblue.review.ReviewNotFound;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.TooManyRequests;
import io.ticketblue.shared.TypedText;
import io.ticketblue.shared.limit.RateLimit;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What readers object to, and the list of it for staff. Hiding a review decides on its
 * reports too.
 */
@Service
public class ReviewReports {

    private static final int LONGEST_REASON = 200;

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
     * @param reason why: 1 to 200 characters
     * @throws InvalidRequest if the reason is missing or too long
     * @throws ReviewNotFound if there is no such review, or it is hidden
     * @throws OwnReviewReported if it is the person's own
     * @throws AlreadyReported if the person has reported it
     * @throws TooManyRequests if the person has reported too many reviews
     */
    @Transactional
    public Report report(AccountId person, ReviewId review, @Nullable String reason) {
        String why = TypedText.required("reason", reason, LONGEST_REASON, "review.reason-rule");
        ReportRepository.Author author = this.reports.lockAuthor(review).orElseThrow(ReviewNotFound::new);
        if (Objects.equals(author.account(), person.value())) {
            throw new OwnReviewReported();
        }
        Optional<Duration> wait = this.limit.count(person.toString());
        if (wait.isPresent()) {
            throw new TooManyRequests(wait.get());
        }
        Instant now = this.clock.instant();
        try {
            long id = this.reports.insert(review, person, why, now);
            // Again, now that the new row keeps the account as it is until the commit.
            this.accounts.openAccount(person);
            return new Report(id, review, why, now);
        }
        catch (DuplicateKeyException ex) {
            this.limit.takeBack(person.toString());
            throw new AlreadyReported();
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
     * Lists what staff look at.
     * @param state which reviews, and so their order
     * @param paging which part
     */
    @Transactional(readOnly = true)
    public Page<ModeratedReview> reviews(ModerationState state, Paging paging) {
        return this.reports.page(state, paging);
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
     * Decides that the reports of a review do not make it to be hidden. Recorded in the
     * audit trail, if there were any.
     */
    @Transactional
    public void dismiss(ReviewId id) {
        int dismissed = this.reports.handle(id, this.clock.instant());
        if (dismissed > 0) {
            this.trail.record("review.reports-dismissed", "review " + id, null, Map.of("reports", dismissed));
        }
    }

}
