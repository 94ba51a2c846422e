package io.ticketblue.review.content;

import java.util.List;

import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.content.CatalogTags;
import io.ticketblue.review.ReviewChanged;
import io.ticketblue.review.ReviewPosted;
import io.ticketblue.review.ReviewRemoved;
import io.ticketblue.shared.content.ContentCache;

import org.springframework.context.event.EventListener;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Invalidates what shows reviews, or the rating they make, when one changes: right after
 * the commit, and once more through the registry of events, in case the node died between
 * the two.
 */
@Component
class ReviewInvalidation {

    private final ContentCache cache;

    ReviewInvalidation(ContentCache cache) {
        this.cache = cache;
    }

    @EventListener
    void on(ReviewPosted event) {
        invalidate(event.performance());
    }

    @EventListener
    void on(ReviewChanged event) {
        invalidate(event.performance());
    }

    @EventListener
    void on(ReviewRemoved event) {
        invalidate(event.performance());
    }

    @ApplicationModuleListener(id = "review.invalidate-posted")
    void repeat(ReviewPosted event) {
        invalidate(event.performance());
    }

    @ApplicationModuleListener(id = "review.invalidate-changed")
    void repeat(ReviewChanged event) {
        invalidate(event.performance());
    }

    @ApplicationModuleListener(id = "review.invalidate-removed")
    void repeat(ReviewRemoved event) {
        invalidate(event.performance());
    }

    private void invalidate(PerformanceId id) {
        this.cache.invalidateAfterCommit(List.of(CatalogTags.of(id), CatalogTags.PERFORMANCES));
    }

}
