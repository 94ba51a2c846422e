package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.List;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundNotFound;
import io.ticketblue.catalog.RoundView;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What booking needs to know of rounds, kept in memory because every claim asks for it.
 * Terms are at most two seconds old. What this node changes is seen at once. On other
 * nodes plans may be a minute old, which matters only for prices: what is charged comes
 * from the ledger.
 */
@Component
public class RoundBook {

    private static final long MOST_SEATS_IN_MEMORY = 500_000;

    private final LoadingCache<RoundId, RoundTerms> terms;

    private final LoadingCache<RoundId, RoundPlan> plans;

    RoundBook(Catalog catalog) {
        this.terms = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(2))
            .build((round) -> terms(catalog, round));
        this.plans = Caffeine.newBuilder()
            .maximumWeight(MOST_SEATS_IN_MEMORY)
            .<RoundId, RoundPlan>weigher((round, plan) -> plan.capacity())
            .expireAfterWrite(Duration.ofMinutes(1))
            .build((round) -> plan(catalog, round));
    }

    /** The terms of a round, or {@code RoundNotFound}. */
    RoundTerms terms(RoundId round) {
        return this.terms.get(round);
    }

    /** The plan of a round, or {@code RoundNotFound}. */
    public RoundPlan plan(RoundId round) {
        return this.plans.get(round);
    }

    @EventListener
    void on(LedgerChanges.Replanned event) {
        this.terms.invalidate(event.round());
        this.plans.invalidate(event.round());
    }

    private static RoundPlan plan(Catalog catalog, RoundId round) {
        List<PricedSeat> seats = catalog.seating(round);
        // Not kept in memory: a round of this number may be made at any moment.
        if (seats.isEmpty()) {
            throw new RoundNotFound();
        }
        return new RoundPlan(round, seats);
    }

    private static RoundTerms terms(Catalog catalog, RoundId id) {
        RoundView round = catalog.round(id);
        PerformanceView performance = catalog.performance(round.performanceId());
        return new RoundTerms(round, performance.id(), performance.title(), performance.category(),
                performance.maxPerPerson(), performance.bookingFee(), performance.cancellationTerms());
    }

}
