package io.ticketblue.catalog.internal;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceChanged;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceNotFound;
import io.ticketblue.catalog.PerformancePublished;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PerformanceWithdrawn;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Money;

/**
 * Writes down who changed what of performances, counts their versions and publishes what
 * happened to them, once for each change and in its transaction.
 */
@Component
class PerformanceChanges {

    private final PerformanceQueries queries;

    private final PerformanceTables performances;

    private final AuditTrail trail;

    private final ApplicationEventPublisher events;

    PerformanceChanges(PerformanceQueries queries, PerformanceTables performances, AuditTrail trail,
            ApplicationEventPublisher events) {
        this.queries = queries;
        this.performances = performances;
        this.trail = trail;
        this.events = events;
    }

    /** The performance as it is at present. */
    State state(PerformanceId id) {
        return State.of(this.queries.find(id).orElseThrow(PerformanceNotFound::new));
    }

    void created(PerformanceId id) {
        this.trail.record("performance.created", subject(id), null, state(id));
        this.events.publishEvent(new PerformancePublished(id));
    }

    /**
     * Compares with how it was; a performance that was saved as it is has not changed.
     */
    void changed(PerformanceId id, State before) {
        State after = state(id);
        if (after.equals(before)) {
            return;
        }
        this.performances.touch(id);
        if (!after.prices().equals(before.prices())) {
            this.trail.record("performance.prices-changed", subject(id), before.prices(), after.prices());
        }
        if (!after.facts().equals(before.facts())) {
            this.trail.record("performance.changed", subject(id), before.facts(), after.facts());
        }
        visiblyChanged(List.of(id));
    }

    void deleted(PerformanceId id, State before, boolean archived) {
        this.trail.record("performance.deleted", subject(id), before, null);
        if (!archived) {
            this.events.publishEvent(new PerformanceWithdrawn(id));
        }
    }

    void archived(PerformanceId id) {
        this.performances.touch(id);
        this.trail.record("performance.archived", subject(id), null, null);
        this.events.publishEvent(new PerformanceWithdrawn(id));
    }

    void restored(PerformanceId id) {
        this.performances.touch(id);
        this.trail.record("performance.restored", subject(id), null, null);
        this.events.publishEvent(new PerformancePublished(id));
    }

    /** Publishes that what buyers see of performances changed, but for archived ones. */
    void visiblyChanged(Collection<PerformanceId> ids) {
        this.performances.shown(ids).forEach((id) -> this.events.publishEvent(new PerformanceChanged(id)));
    }

    private static String subject(PerformanceId id) {
        return "performance " + id;
    }

    /** What staff say of a performance. */
    record State(Facts facts, Prices prices) {

        static State of(PerformanceView performance) {
            return new State(Facts.of(performance), Prices.of(performance));
        }

    }

    /** What it is, where and when. */
    record Facts(String title, Category category, String description, int durationMinutes, int ageLimit,
            LocalDate startDate, LocalDate endDate, VenueId venueId, int maxPerPerson, @Nullable String poster,
            List<PerformanceView.CastMember> performers) {

        static Facts of(PerformanceView performance) {
            PerformanceView.Poster poster = performance.poster();
            return new Facts(performance.title(), performance.category(), performance.description(),
                    performance.durationMinutes(), performance.ageLimit(), performance.startDate(),
                    performance.endDate(), performance.venue().id(), performance.maxPerPerson(),
                    (poster != null) ? poster.large() : null, performance.performers());
        }

    }

    /**
     * What is paid and given back.
     *
     * @param grades the grades with their prices and places
     * @param bookingFee what is added for each seat
     * @param cancellationPolicy the name of the rules of cancellation
     * @param cancellationTerms the rules themselves
     */
    record Prices(List<PerformanceView.Grade> grades, Money bookingFee, String cancellationPolicy,
            CancellationTerms cancellationTerms) {

        static Prices of(PerformanceView performance) {
            return new Prices(performance.grades(), performance.bookingFee(), performance.cancellationPolicy(),
                    CancellationTerms.of(performance.cancellationTerms()));
        }

    }

}
