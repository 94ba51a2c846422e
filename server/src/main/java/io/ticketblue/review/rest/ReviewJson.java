package io.ticketblue.review.rest;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.ticketblue.review.RatingSummary;
import io.ticketblue.review.ReviewDraft;
import io.ticketblue.review.ReviewPage;
import io.ticketblue.review.ReviewView;
import org.jspecify.annotations.Nullable;

/** Reviews as clients read and write them. */
final class ReviewJson {

    private ReviewJson() {
    }

    /** A review. */
    @Schema(name = "Review")
    record Review(long id,
            @Schema(description = "The name in part; null once the account is closed",
                    example = "김*객") @Nullable String author,
            @Schema(description = "1 to 5", example = "5") int rating, String content, Instant at,
            @Schema(description = "Absent if it was never changed") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant editedAt) {

        static Review of(ReviewView review) {
            return new Review(review.id().value(), review.author(), review.rating(), review.content(), review.at(),
                    review.editedAt());
        }

    }

    /** A page of the reviews of a performance. */
    @Schema(name = "Reviews")
    record Reviews(List<Review> items,
            @Schema(description = "What to send as after to get the reviews after these; null if these are the last",
                    example = "5-4711") @Nullable String next,
            Summary summary) {

        static Reviews of(ReviewPage page) {
            return new Reviews(page.items().stream().map(Review::of).toList(), page.next(), Summary.of(page.summary()));
        }

    }

    /** The rating of all shown reviews of a performance. */
    @Schema(name = "RatingSummary", example = """
            {"average": 4.5, "count": 2, "histogram": {"1": 0, "2": 0, "3": 0, "4": 1, "5": 1}}""")
    record Summary(
            @Schema(description = "1 to 5 with one decimal place; null without reviews") @Nullable Double average,
            long count, @Schema(description = "How many gave each rating") Map<String, Long> histogram) {

        static Summary of(RatingSummary summary) {
            Map<String, Long> histogram = new LinkedHashMap<>();
            for (int rating = 1; rating <= RatingSummary.BEST; rating++) {
                histogram.put(Integer.toString(rating), summary.of(rating));
            }
            return new Summary(summary.average(), summary.count(), histogram);
        }

    }

    /** A new review. */
    @Schema(name = "PostReview")
    record PostBody(@Schema(description = "The booking that the review is about") @Nullable Long reservationId,
            @Schema(description = "1 to 5", example = "5") @Nullable Integer rating,
            @Schema(description = "10 to 1,000 characters of plain text") @Nullable String content) {

        ReviewDraft draft() {
            return new ReviewDraft(this.rating, this.content);
        }

    }

    /** A review as it shall be. */
    @Schema(name = "ChangeReview")
    record ChangeBody(@Schema(description = "1 to 5", example = "4") @Nullable Integer rating,
            @Schema(description = "10 to 1,000 characters of plain text") @Nullable String content) {

        ReviewDraft draft() {
            return new ReviewDraft(this.rating, this.content);
        }

    }

}
