package io.ticketblue.web.review;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.review.OwnReview;
import io.ticketblue.review.ReviewPage;
import io.ticketblue.review.ReviewSort;
import io.ticketblue.review.Reviews;
import io.ticketblue.shared.InvalidRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * Puts reviews into a page. What everybody sees is apart from what one person may do, so
 * that the first can be kept for all.
 */
@Component
public class ReviewSections {

    private static final int PAGE = 10;

    private final Reviews reviews;

    private final Clock clock;

    ReviewSections(Reviews reviews, Clock clock) {
        this.reviews = reviews;
        this.clock = clock;
    }

    /**
     * The model of a page of the reviews of a performance. People shorten and guess
     * addresses, so a cursor that is none gives the first page.
     * @param after the cursor of the page
     */
    public Map<String, Object> list(PerformanceId performance, ReviewSort order, @Nullable String after) {
        return Map.of("reviews", page(performance, order, after), "reviewSort", order, "reviewSorts",
                ReviewSort.values(), "reviewsAfter", (after != null) ? after : "");
    }

    /**
     * Reads the name of an order; the usual order if there is none of that name.
     */
    public static ReviewSort order(@Nullable String sort) {
        String name = (sort != null) ? sort.toUpperCase(Locale.ROOT) : "";
        for (ReviewSort value : ReviewSort.values()) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        return ReviewSort.NEWEST;
    }

    private ReviewPage page(PerformanceId performance, ReviewSort sort, @Nullable String after) {
        try {
            return this.reviews.page(performance, sort, after, PAGE);
        }
        catch (InvalidRequest ex) {
            return this.reviews.page(performance, sort, null, PAGE);
        }
    }

    /**
     * The model of a person's own reviews of a performance, and of the bookings that can
     * be reviewed.
     * @return null if there is neither
     */
    public @Nullable Map<String, Object> own(PerformanceId performance, AccountId person) {
        Reviews.Own own = this.reviews.own(person, performance);
        if (own.reviews().isEmpty() && own.unreviewed().isEmpty()) {
            return null;
        }
        return Map.of("performanceId", performance, "ownReviews", own.reviews(), "unreviewed", own.unreviewed());
    }

    /**
     * Adds whether the page of a booking leads to writing a review of it, or to the one
     * that was written.
     * @param booked whether the buyer has seats
     * @param startsAt when the round begins
     */
    public void link(AccountId buyer, ReservationId reservation, boolean booked, Instant startsAt, Model model) {
        OwnReview written = this.reviews.own(buyer, reservation).orElse(null);
        model.addAttribute("ownReview", written);
        model.addAttribute("reviewable", written == null && booked && !startsAt.isAfter(this.clock.instant()));
    }

}
