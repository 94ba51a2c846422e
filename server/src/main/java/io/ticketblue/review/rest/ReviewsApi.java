package io.ticketblue.review.rest;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceNotFound;
import io.ticketblue.catalog.content.CatalogTags;
import io.ticketblue.review.ReviewId;
import io.ticketblue.review.ReviewSort;
import io.ticketblue.review.ReviewView;
import io.ticketblue.review.Reviews;
import io.ticketblue.shared.Idempotent;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.content.Content;
import io.ticketblue.shared.content.ContentAnswers;
import io.ticketblue.shared.content.ContentCache;
import io.ticketblue.shared.content.ContentKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Reviews for readers and authors. */
@RestController
@Tag(name = "Reviews", description = "Reviews of performances by people who attended them")
class ReviewsApi {

    private static final Duration IN_REDIS = Duration.ofMinutes(2);

    private static final int USUAL_SIZE = 20;

    private final Reviews reviews;

    private final ContentCache cache;

    private final JsonMapper json;

    private final ContentKind<FirstPage> firstPages;

    ReviewsApi(Reviews reviews, ContentCache cache, JsonMapper json) {
        this.reviews = reviews;
        this.cache = cache;
        this.json = json;
        this.firstPages = new ContentKind<>("reviews", ContentKind.FACTS, IN_REDIS,
                (first) -> first.size() == USUAL_SIZE, (first) -> CatalogTags.of(first.performance()),
                PerformanceNotFound::new, (first) -> page(first, null));
    }

    private Content page(FirstPage list, @Nullable String after) {
        return Content.of(this.json.writeValueAsBytes(
                ReviewJson.Reviews.of(this.reviews.page(list.performance(), list.sort(), after, list.size()))));
    }

    @GetMapping("/api/performances/{id}/reviews")
    @SecurityRequirements
    @Operation(summary = "Reviews of a performance, and their rating",
            description = "To get what follows send the answer's next as after, with the same sort.")
    @Nullable ResponseEntity<ReviewJson.Reviews> reviews(@PathVariable PerformanceId id,
            @Parameter(description = "The next of the previous answer",
                    example = "5-4711") @RequestParam(required = false) @Nullable String after,
            @Parameter(description = "1 to 100") @RequestParam(defaultValue = "20") int size,
            @Parameter(description = "Among equals the newest comes first") @RequestParam(
                    defaultValue = "NEWEST") ReviewSort sort,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        FirstPage list = new FirstPage(id, sort, size);
        boolean first = after == null && size > 0 && size <= Paging.MAX_SIZE;
        Content content = first ? this.cache.get(this.firstPages, list) : page(list, after);
        return ContentAnswers.json(content, "no-cache, public", "", request, response);
    }

    /** The first page of the reviews of a performance. */
    private record FirstPage(PerformanceId performance, ReviewSort sort, int size) {
    }

    @PostMapping("/api/performances/{id}/reviews")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Write a review",
            description = "For a booking of which one still has seats, of a round that has begun: 403 review.not-a-buyer, "
                    + "409 review.not-attended-yet. One for each booking: 409 review.already-written.")
    ResponseEntity<ReviewJson.Review> post(@SignedIn AccountId me, @PathVariable PerformanceId id,
            @RequestBody ReviewJson.PostBody body) {
        Long reservation = body.reservationId();
        if (reservation == null) {
            throw new InvalidRequest("reservationId", "request.required");
        }
        ReviewView review = this.reviews.post(me, id, new ReservationId(reservation), body.draft());
        return ResponseEntity.created(URI.create("/api/reviews/" + review.id())).body(ReviewJson.Review.of(review));
    }

    @GetMapping("/api/reviews/{id}")
    @SecurityRequirements
    @Operation(summary = "Show a review")
    ReviewJson.Review review(@PathVariable ReviewId id) {
        return ReviewJson.Review.of(this.reviews.review(id));
    }

    @PutMapping("/api/reviews/{id}")
    @Operation(summary = "Change my review", description = "403 review.not-the-author for somebody else's.")
    ReviewJson.Review change(@SignedIn AccountId me, @PathVariable ReviewId id,
            @RequestBody ReviewJson.ChangeBody body) {
        return ReviewJson.Review.of(this.reviews.change(me, id, body.draft()));
    }

    @DeleteMapping("/api/reviews/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete my review", description = "403 review.not-the-author for somebody else's.")
    void delete(@SignedIn AccountId me, @PathVariable ReviewId id) {
        this.reviews.delete(me, id);
    }

}
