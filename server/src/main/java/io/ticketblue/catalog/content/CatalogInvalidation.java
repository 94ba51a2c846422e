package io.ticketblue.catalog.content;

import java.util.List;

import io.ticketblue.catalog.PerformanceChanged;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformancePublished;
import io.ticketblue.catalog.PerformanceWithdrawn;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.changes.PerformerChanged;
import io.ticketblue.catalog.changes.VenueChanged;
import io.ticketblue.shared.content.ContentCache;

import org.springframework.context.event.EventListener;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Invalidates public content when the catalogue changes: right after the commit, and once
 * more through the registry of events, in case the node died between the two.
 */
@Component
class CatalogInvalidation {

    private final ContentCache cache;

    CatalogInvalidation(ContentCache cache) {
        this.cache = cache;
    }

    @EventListener
    void on(PerformancePublished event) {
        ofPerformance(event.performance());
    }

    @EventListener
    void on(PerformanceChanged event) {
        ofPerformance(event.performance());
    }

    @EventListener
    void on(PerformanceWithdrawn event) {
        ofPerformance(event.performance());
    }

    @EventListener
    void on(PerformerChanged event) {
        ofPerformer(event.performer());
    }

    @EventListener
    void on(VenueChanged event) {
        ofVenue(event.venue());
    }

    @ApplicationModuleListener(id = "catalog.invalidate-published")
    void repeat(PerformancePublished event) {
        ofPerformance(event.performance());
    }

    @ApplicationModuleListener(id = "catalog.invalidate-changed")
    void repeat(PerformanceChanged event) {
        ofPerformance(event.performance());
    }

    @ApplicationModuleListener(id = "catalog.invalidate-withdrawn")
    void repeat(PerformanceWithdrawn event) {
        ofPerformance(event.performance());
    }

    @ApplicationModuleListener(id = "catalog.invalidate-performer")
    void repeat(PerformerChanged event) {
        ofPerformer(event.performer());
    }

    @ApplicationModuleListener(id = "catalog.invalidate-venue")
    void repeat(VenueChanged event) {
        ofVenue(event.venue());
    }

    private void ofPerformer(PerformerId id) {
        this.cache.invalidateAfterCommit(List.of(CatalogTags.of(id), CatalogTags.PERFORMERS));
    }

    private void ofVenue(VenueId id) {
        this.cache.invalidateAfterCommit(List.of(CatalogTags.of(id), CatalogTags.VENUES));
    }

    private void ofPerformance(PerformanceId id) {
        this.cache.invalidateAfterCommit(List.of(CatalogTags.of(id), CatalogTags.PERFORMANCES));
    }

}
