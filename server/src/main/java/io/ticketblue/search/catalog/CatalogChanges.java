package io.ticketblue.search.catalog;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.ticketblue.catalog.PerformanceChanged;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformancePublished;
import io.ticketblue.catalog.PerformanceWithdrawn;
import io.ticketblue.catalog.changes.PerformerChanged;
import io.ticketblue.catalog.changes.VenueChanged;
import io.ticketblue.review.ReviewChanged;
import io.ticketblue.review.ReviewPosted;
import io.ticketblue.review.ReviewRemoved;
import io.ticketblue.search.indexing.ChangeQueue;

/**
 * Notes what changed in the catalogue and in its ratings, in the transaction of the
 * change.
 */
@Component
class CatalogChanges {

    private final ChangeQueue queue;

    CatalogChanges(ChangeQueue queue) {
        this.queue = queue;
    }

    @EventListener
    void on(PerformancePublished event) {
        changed(event.performance());
    }

    @EventListener
    void on(PerformanceChanged event) {
        changed(event.performance());
    }

    @EventListener
    void on(PerformanceWithdrawn event) {
        changed(event.performance());
    }

    @EventListener
    void on(ReviewPosted event) {
        changed(event.performance());
    }

    @EventListener
    void on(ReviewChanged event) {
        changed(event.performance());
    }

    @EventListener
    void on(ReviewRemoved event) {
        changed(event.performance());
    }

    private void changed(PerformanceId performance) {
        this.queue.add(PerformanceSource.KIND, performance.value());
    }

    @EventListener
    void on(PerformerChanged event) {
        this.queue.add(PerformerSource.KIND, event.performer().value());
    }

    @EventListener
    void on(VenueChanged event) {
        this.queue.add(VenueSource.KIND, event.venue().value());
    }

}
