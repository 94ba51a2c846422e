package io.ticketblue.booking;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;

import org.springframework.stereotype.Component;

/**
 * What booking needs to know of rounds, kept in memory because every claim asks for it.
 * Terms are at most two seconds old. Plans are at most a minute old, which matters only
 * for prices: what is charged comes from the ledger.
 */
@Component
class RoundBook {

    private static final long MOST_SEATS_IN_MEMORY = 2_000_000;

    private final LoadingCache<RoundId, RoundTerms> terms;

    private final LoadingCache<RoundId, RoundPlan> plans;

    RoundBook(Catalog catalog) {
        this.terms = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(2))
            .build((round) -> terms(catalog, round));
        this.plans = Caffeine.newBuilder()
            .maximumWeight(MOST_SEATS_IN_MEMORY)
            .<RoundId, RoundPlan>weigher((round, plan) -> plan.capacity() + 1)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build((round) -> new RoundPlan(round, catalog.seating(round)));
    }

    /** The terms of a round, or {@code RoundNotFound}. */
    RoundTerms terms(RoundId round) {
        return this.terms.get(round);
    }

    /** The plan of a round, or {@code RoundNotFound}. */
    RoundPlan plan(RoundId round) {
        return this.plans.get(round);
    }

    void forget(RoundId round) {
        this.terms.invalidate(round);
        this.plans.invalidate(round);
    }

    private static RoundTerms terms(Catalog catalog, RoundId id) {
        RoundView round = catalog.round(id);
        PerformanceView performance = catalog.performance(round.performanceId());
        return new RoundTerms(round, performance.id(), performance.title(), performance.maxPerPerson(),
                performance.bookingFee());
    }

}
