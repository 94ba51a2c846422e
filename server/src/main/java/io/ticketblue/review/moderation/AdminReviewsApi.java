package io.ticketblue.review.moderation;

import java.time.Instant;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.review.ReviewId;
import io.ticketblue.review.Reviews;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Reviews for staff. */
@RestController
@Tag(name = "Administration: reviews", description = "Reported, hidden and published reviews")
@RolesAllowed("BOX_OFFICE")
class AdminReviewsApi {

    private final Reviews reviews;

    private final ReviewReports reports;

    AdminReviewsApi(Reviews reviews, ReviewReports reports) {
        this.reviews = reviews;
        this.reports = reports;
    }

    @GetMapping("/api/admin/reviews")
    @Operation(summary = "Reviews that are reported, hidden or published")
    Page<Moderated> reviews(@Parameter(
            description = "REPORTED: shown ones with reports that nobody has decided on, most reports first. "
                    + "HIDDEN: the latest hidden first. SHOWN: all that everybody can read, the latest first") @RequestParam(
                            defaultValue = "REPORTED") ModerationState state,
            @Parameter(description = "Of this performance only") @RequestParam(
                    required = false) @Nullable PerformanceId performanceId,
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
        return this.reports.reviews(state, performanceId, new Paging(page, size)).map(Moderated::of);
    }

    @PutMapping("/api/admin/reviews/{id}/hiding")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Hide a review",
            description = "It counts no more, and only its author reads it, with the reason. Its reports are decided. "
                    + "With a version, 409 review.changed-meanwhile if the author has changed the review since.")
    void hide(@PathVariable ReviewId id, @RequestBody HidingBody hiding) {
        this.reviews.hide(id, hiding.reason(), hiding.version());
    }

    @DeleteMapping("/api/admin/reviews/{id}/hiding")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Show a hidden review again", description = "It counts again. With a version, 409 "
            + "review.changed-meanwhile if the author has changed the review since.")
    void show(@PathVariable ReviewId id, @RequestBody HidingBody hiding) {
        this.reviews.show(id, hiding.reason(), hiding.version());
    }

    @DeleteMapping("/api/admin/reviews/{id}/reports")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Dismiss the open reports of a review", description = "The review stays as it is. With a "
            + "version, 409 review.changed-meanwhile if the author has changed the review since.")
    void dismiss(@PathVariable ReviewId id,
            @Parameter(description = "The version of the review that was looked at",
                    example = "1") @RequestParam(required = false) @Nullable Integer version,
            @Parameter(description = "The latest report that was looked at; later ones stay open",
                    example = "71") @RequestParam(required = false) @Nullable Long last) {
        this.reports.dismiss(id, version, last);
    }

    /** The reason of staff, and which version of the review it is about. */
    @Schema(name = "ReviewHiding")
    record HidingBody(@Schema(description = "1 to 200 characters", example = "공연과 관계없는 광고") @Nullable String reason,
            @Schema(description = "The version of the review that was looked at; any if absent",
                    example = "1") @Nullable Integer version) {
    }

    /** A review as staff see it. */
    @Schema(name = "ModeratedReview")
    record Moderated(long id, long performanceId, long reservationId,
            @Schema(description = "Null once the account is closed") @Nullable String author,
            @Schema(description = "1 to 5") int rating,
            @Schema(description = "Null if its author deleted it while it was hidden") @Nullable String content,
            Instant at, @Nullable Instant editedAt, @Nullable Instant hiddenAt,
            @Schema(example = "공연과 관계없는 광고") @Nullable String hiddenReason,
            @Schema(description = "One more with each change of text or rating", example = "1") int version,
            @Schema(example = "2") int openReports, List<ReportsApi.ReportBody> reports) {

        static Moderated of(ModeratedReview review) {
            return new Moderated(review.id().value(), review.performance().value(), review.reservation().value(),
                    review.author(), review.rating(), review.content(), review.at(), review.editedAt(),
                    review.hiddenAt(), review.hiddenReason(), review.version(), review.openReports(),
                    review.reports().stream().map(ReportsApi.ReportBody::of).toList());
        }

    }

}
