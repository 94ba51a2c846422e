package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundNotFound;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.shared.cache.Lifetime;
import io.ticketblue.shared.cache.RefreshingCache;
import io.ticketblue.shared.cache.RefreshingCache.Options;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What booking needs to know of rounds, kept in memory because every claim asks for it,
 * and read again in the background. Times and terms are at most two seconds old. What
 * this node changes is seen at once. On other nodes plans may be a minute old, which
 * matters only for prices: what is charged comes from the ledger.
 */
@Component
public class RoundBook {

    /** {@link RoundRefunds} relies on it that no node sells by older terms. */
    static final Lifetime TERMS = new Lifetime(Duration.ofSeconds(1), Duration.ofSeconds(2));

    private static final Lifetime PLANS = new Lifetime(Duration.ofSeconds(30), Duration.ofMinutes(1));

    private static final long MOST_SEATS_IN_MEMORY = 500_000;

    private static final int ROUNDS_AT_ONCE = 500;

    private final RefreshingCache<RoundId, RoundView> rounds;

    private final RefreshingCache<RoundId, RoundTerms> terms;

    private final RefreshingCache<RoundId, RoundPlan> plans;

    RoundBook(Catalog catalog, MeterRegistry metrics) {
        this.rounds = RefreshingCache.ofBatches(new Options("rounds", 50_000, metrics), ROUNDS_AT_ONCE,
                TERMS.refreshAfter(), (round) -> TERMS, catalog::rounds);
        this.terms = RefreshingCache.of(new Options("round-terms", 10_000, metrics), TERMS, (terms) -> 1,
                (round) -> terms(catalog, round));
        this.plans = RefreshingCache.of(new Options("round-plans", MOST_SEATS_IN_MEMORY, metrics), PLANS,
                RoundPlan::capacity, (round) -> plan(catalog, round));
    }

    /** The times of those rounds that exist. */
    Map<RoundId, RoundView> rounds(Collection<RoundId> rounds) {
        return this.rounds.getAll(rounds);
    }

    /** The terms of a round, or {@code RoundNotFound}. */
    RoundTerms terms(RoundId round) {
        return found(this.terms.get(round));
    }

    /** The plan of a round, or {@code RoundNotFound}. */
    public RoundPlan plan(RoundId round) {
        return found(this.plans.get(round));
    }

    private static <T> T found(@Nullable T value) {
        if (value == null) {
            throw new RoundNotFound();
        }
        return value;
    }

    @EventListener
    void on(LedgerChanges.Replanned event) {
        forgetTerms(event.round());
        this.plans.invalidate(event.round());
    }

    @EventListener
    void on(LedgerChanges.TermsChanged event) {
        forgetTerms(event.round());
    }

    private void forgetTerms(RoundId round) {
        this.rounds.invalidate(round);
        this.terms.invalidate(round);
    }

    private static @Nullable RoundPlan plan(Catalog catalog, RoundId round) {
        List<PricedSeat> seats = catalog.seating(round);
        return seats.isEmpty() ? null : new RoundPlan(round, seats);
    }

    private static @Nullable RoundTerms terms(Catalog catalog, RoundId id) {
        RoundView round = catalog.rounds(List.of(id)).get(id);
        if (round == null) {
            return null;
        }
        PerformanceView performance = catalog.performance(round.performanceId());
        return new RoundTerms(round, performance.id(), performance.title(), performance.category(),
                performance.maxPerPerson(), performance.bookingFee(), performance.cancellationTerms());
    }

}
