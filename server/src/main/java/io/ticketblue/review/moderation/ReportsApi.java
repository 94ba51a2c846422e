package io.ticketblue.review.moderation;

import java.net.URI;
import java.time.Instant;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.review.ReviewId;
import io.ticketblue.shared.Idempotent;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Reports of reviews by readers. */
@RestController
@Tag(name = "Reviews")
class ReportsApi {

    private final ReviewReports reports;

    ReportsApi(ReviewReports reports) {
        this.reports = reports;
    }

    @PostMapping("/api/reviews/{id}/reports")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Report a review to the staff",
            description = "Once for each person and review, and once more if the author changed the review after staff had "
                    + "decided: 409 review.already-reported. 409 review.own-report for one's own. 429 request.too-many after too many reports.")
    ResponseEntity<ReportBody> report(@SignedIn AccountId me, @PathVariable ReviewId id,
            @RequestBody ReasonBody reason) {
        Report report = this.reports.report(me, id, reason.reason());
        return ResponseEntity.created(URI.create("/api/reviews/" + id + "/reports/" + report.id()))
            .body(ReportBody.of(report));
    }

    @GetMapping("/api/reviews/{id}/reports/{reportId}")
    @Operation(summary = "Show my report of a review")
    ReportBody report(@SignedIn AccountId me, @PathVariable ReviewId id, @PathVariable long reportId) {
        return ReportBody.of(this.reports.report(me, id, reportId));
    }

    /** The reason of a report. */
    @Schema(name = "ReviewReason")
    record ReasonBody(@Schema(description = "1 to 200 characters", example = "공연과 관계없는 광고") @Nullable String reason) {
    }

    /** A report. */
    @Schema(name = "ReviewReport")
    record ReportBody(long id, long reviewId, @Schema(example = "공연과 관계없는 광고") String reason, Instant at) {

        static ReportBody of(Report report) {
            return new ReportBody(report.id(), report.review().value(), report.reason(), report.at());
        }

    }

}
